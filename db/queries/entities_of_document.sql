-- Those that are known first, the most often named before others.
SELECT document_entity.entity, ifnull(entity.id, '') AS id,
       ifnull(entity.type, -1 - document_entity.entity) AS type,
       ifnull(entity.label, '') AS label, '', 1, document_entity.mentions AS mentions
FROM document_entity LEFT JOIN entity ON entity.key = document_entity.entity
WHERE document_entity.document = :document
AND (:types = 0 OR :types >> ifnull(entity.type, -1 - document_entity.entity) & 1)
AND (document_entity.entity < 0, -document_entity.mentions,
     ifnull(entity.id, ifnull(entity.type, -1 - document_entity.entity)))
    > (:after_unknown, -:after_mentions, :after_id)
ORDER BY document_entity.entity < 0, -document_entity.mentions,
         ifnull(entity.id, ifnull(entity.type, -1 - document_entity.entity))
LIMIT :limit
