SELECT words, sort, scope FROM entity_name WHERE entity = ?1 ORDER BY words, scope
