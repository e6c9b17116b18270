SELECT document.genre AS value, sum(json_extract(hit.value, '$[1]')) AS n
FROM json_each(:hits) AS hit JOIN document ON document.key = json_extract(hit.value, '$[0]')
WHERE document.genre <> ''
GROUP BY document.genre ORDER BY n DESC, document.genre LIMIT :limit
