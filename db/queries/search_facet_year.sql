SELECT document.date_first / 10000 AS value, sum(json_extract(hit.value, '$[1]')) AS n
FROM json_each(:hits) AS hit JOIN document ON document.key = json_extract(hit.value, '$[0]')
WHERE document.date_first > 0
GROUP BY document.date_first / 10000 ORDER BY 1 LIMIT :limit
