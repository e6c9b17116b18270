INSERT INTO entity_document (entity, bytes) VALUES (?1, ?2)
