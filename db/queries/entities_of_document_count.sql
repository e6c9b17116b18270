SELECT count(*) FROM document_entity LEFT JOIN entity ON entity.key = document_entity.entity
WHERE document_entity.document = :document
AND (:types = 0 OR :types >> ifnull(entity.type, -1 - document_entity.entity) & 1)
