INSERT INTO shelf (key, bytes) VALUES (?1, ?2)
