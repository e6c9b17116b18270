SELECT entity.key, entity.id, entity.type, entity.label, entity.label_words,
       ifnull(entity_count.documents, 0), ifnull(entity_count.mentions, 0)
FROM entity LEFT JOIN entity_count ON entity_count.entity = entity.key
WHERE entity.key = ?1
