SELECT id, digest FROM document ORDER BY key
