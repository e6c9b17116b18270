SELECT document.classification AS value, count(*) AS n FROM document
WHERE @document_filter@
AND document.classification <> ''
GROUP BY document.classification ORDER BY n DESC, value LIMIT :limit
