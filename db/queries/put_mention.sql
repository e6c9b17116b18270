INSERT INTO mention (block, note, bytes) VALUES (?1, ?2, ?3)
