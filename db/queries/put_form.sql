INSERT INTO form (stem, word) VALUES (?1, ?2)
