SELECT entity.id AS value, sum(json_extract(hit.value, '$[1]')) AS n, entity.label
FROM json_each(:hits) AS hit
     JOIN named ON named.document = json_extract(hit.value, '$[0]')
     JOIN entity ON entity.key = named.entity
GROUP BY entity.key ORDER BY n DESC, entity.id LIMIT :limit
