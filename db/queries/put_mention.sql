INSERT INTO mention (key, bytes) VALUES (?1, ?2)
