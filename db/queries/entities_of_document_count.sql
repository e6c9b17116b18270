SELECT count(*) FROM named LEFT JOIN entity ON entity.key = named.entity
WHERE named.document = :document
AND (:types = 0 OR :types >> ifnull(entity.type, -1 - named.entity) & 1)
