SELECT document.date_first / 100000 * 10 AS value, count(*) AS n FROM document
WHERE @document_filter@
AND document.date_first > 0
GROUP BY value ORDER BY value LIMIT :limit
