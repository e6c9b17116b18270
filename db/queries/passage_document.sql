SELECT id, title FROM document WHERE key = ?1
