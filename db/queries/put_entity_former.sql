INSERT INTO entity_former (id, entity) VALUES (?1, ?2)
