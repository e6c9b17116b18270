INSERT INTO revision (number, rev, made) VALUES (?1, ?2, ?3)
