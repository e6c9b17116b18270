-- A name that lives again, or that the editors speak for, is not overwritten.
INSERT INTO former (document, name, status, target_document, target_name, digest)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO NOTHING
