INSERT INTO names_change (revision, document, kind, target, parts) VALUES (?1, ?2, ?3, ?4, ?5)
