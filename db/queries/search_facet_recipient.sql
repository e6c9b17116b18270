SELECT document.recipient AS value, sum(json_extract(hit.value, '$[1]')) AS n
FROM json_each(:hits) AS hit JOIN document ON document.key = json_extract(hit.value, '$[0]')
WHERE document.recipient <> ''
GROUP BY document.recipient ORDER BY n DESC, document.recipient LIMIT :limit
