SELECT document.date_first / 10000 AS value, count(*) AS n FROM document
WHERE @document_filter@
AND document.date_first > 0
GROUP BY value ORDER BY value LIMIT :limit
