INSERT INTO collection (key, id, first, last, answer) VALUES (?1, ?2, ?3, ?4, ?5)
