-- Those that are known first, the most often named before others.
SELECT named.entity, ifnull(entity.id, '') AS id,
       ifnull(entity.type, -1 - named.entity) AS type,
       ifnull(entity.label, '') AS label, '', 1, named.mentions AS mentions
FROM named LEFT JOIN entity ON entity.key = named.entity
WHERE named.document = :document
AND (:types = 0 OR :types >> ifnull(entity.type, -1 - named.entity) & 1)
AND (named.entity < 0, -named.mentions,
     ifnull(entity.id, ifnull(entity.type, -1 - named.entity)))
    > (:after_unknown, -:after_mentions, :after_id)
ORDER BY named.entity < 0, -named.mentions,
         ifnull(entity.id, ifnull(entity.type, -1 - named.entity))
LIMIT :limit
