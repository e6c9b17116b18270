SELECT document.author AS value, sum(json_extract(hit.value, '$[1]')) AS n
FROM json_each(:hits) AS hit JOIN document ON document.key = json_extract(hit.value, '$[0]')
WHERE document.author <> ''
GROUP BY document.author ORDER BY n DESC, document.author LIMIT :limit
