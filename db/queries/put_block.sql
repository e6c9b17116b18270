INSERT INTO block (key, id, kind, number, label, digest, source_at, source_bytes, before_text,
                   after_text, text)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
