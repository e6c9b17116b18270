INSERT INTO change (revision, document, kind, target, parts)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (revision, document) DO NOTHING
