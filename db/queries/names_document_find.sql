SELECT id, digest, path, modified, stale FROM names_document WHERE id = ?1
