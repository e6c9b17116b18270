SELECT collection.id AS value, sum(json_extract(hit.value, '$[1]')) AS n
FROM json_each(:hits) AS hit JOIN document ON document.key = json_extract(hit.value, '$[0]')
     JOIN collection ON collection.key = document.collection
GROUP BY collection.key ORDER BY n DESC, collection.id LIMIT :limit
