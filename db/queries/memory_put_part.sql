INSERT INTO names_part (document, note, place, id, digest) VALUES (?1, ?2, ?3, ?4, ?5)
