SELECT document.genre AS value, count(*) AS n FROM document
WHERE @document_filter@
AND document.genre <> ''
GROUP BY document.genre ORDER BY n DESC, value LIMIT :limit
