INSERT INTO passage (rowid, body, note, title, heading, frame) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
