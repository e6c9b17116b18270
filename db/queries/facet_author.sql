SELECT document.author AS value, count(*) AS n FROM document
WHERE @document_filter@
AND document.author <> ''
GROUP BY document.author ORDER BY n DESC, value LIMIT :limit
