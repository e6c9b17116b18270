SELECT entity.key, entity.id, entity.type, entity.label, entity.label_words, 0, 0
FROM entity_former JOIN entity ON entity.key = entity_former.entity
WHERE entity_former.id = ?1
