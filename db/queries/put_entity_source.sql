INSERT INTO entity_source (entity, place, words, answer) VALUES (?1, ?2, ?3, ?4)
