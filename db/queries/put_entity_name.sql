INSERT OR IGNORE INTO entity_name (words, sort, entity, scope, given)
VALUES (?1, ?2, ?3, ?4, ?5)
