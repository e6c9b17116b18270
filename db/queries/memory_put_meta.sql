INSERT INTO names_meta (name, value) VALUES (?1, ?2)
