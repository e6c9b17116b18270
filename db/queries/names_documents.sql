SELECT id, digest, path, modified, stale FROM names_document ORDER BY id
