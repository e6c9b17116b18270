SELECT (SELECT id FROM collection WHERE key = document.collection) AS value, count(*) AS n
FROM document
WHERE @document_filter@
GROUP BY document.collection ORDER BY n DESC, value LIMIT :limit
