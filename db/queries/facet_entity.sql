SELECT entity.id AS value, count(*) AS n, entity.label
FROM document JOIN named ON named.document = document.key
     JOIN entity ON entity.key = named.entity
WHERE @document_filter@
GROUP BY entity.key ORDER BY n DESC, value LIMIT :limit
