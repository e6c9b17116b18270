SELECT document.classification AS value, sum(json_extract(hit.value, '$[1]')) AS n
FROM json_each(:hits) AS hit JOIN document ON document.key = json_extract(hit.value, '$[0]')
WHERE document.classification <> ''
GROUP BY document.classification ORDER BY n DESC, document.classification LIMIT :limit
