SELECT document.recipient AS value, count(*) AS n FROM document
WHERE @document_filter@
AND document.recipient <> ''
GROUP BY document.recipient ORDER BY n DESC, value LIMIT :limit
