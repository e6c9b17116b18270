INSERT INTO source (key, bytes) VALUES (?1, ?2)
