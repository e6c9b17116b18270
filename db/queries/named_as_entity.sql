SELECT entity, bytes FROM entity_document
WHERE entity BETWEEN ?1 AND ?2 ORDER BY entity LIMIT 1
