INSERT INTO name (document, id, key) VALUES (?1, ?2, ?3)
