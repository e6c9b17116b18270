INSERT INTO entity_count (entity, documents, mentions) VALUES (?1, ?2, ?3)
