SELECT entity.id AS value, count(*) AS n, entity.label
FROM document JOIN document_entity ON document_entity.document = document.key
     JOIN entity ON entity.key = document_entity.entity
WHERE @document_filter@
GROUP BY entity.key ORDER BY n DESC, value LIMIT :limit
