WITH @entity_counted@
SELECT @entity_columns@
FROM entity LEFT JOIN counted ON counted.entity = entity.key
WHERE @entity_filter@
AND (entity.label_words, entity.id) > (:after_label, :after_id)
ORDER BY entity.label_words, entity.id LIMIT :limit
