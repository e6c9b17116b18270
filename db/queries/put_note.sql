INSERT INTO note (key, id, kind, digest, block, label, at, before_text, after_text, text)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
