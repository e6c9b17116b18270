INSERT INTO places (key, bytes) VALUES (?1, ?2)
