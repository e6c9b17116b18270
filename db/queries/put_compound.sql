INSERT INTO compound (word, parts) VALUES (?1, ?2)
