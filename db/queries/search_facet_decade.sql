SELECT document.date_first / 100000 * 10 AS value, sum(json_extract(hit.value, '$[1]')) AS n
FROM json_each(:hits) AS hit JOIN document ON document.key = json_extract(hit.value, '$[0]')
WHERE document.date_first > 0
GROUP BY value ORDER BY value LIMIT :limit
