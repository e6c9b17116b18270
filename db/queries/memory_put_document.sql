INSERT INTO names_document (id, digest, path, modified, stale) VALUES (?1, ?2, ?3, ?4, ?5)
