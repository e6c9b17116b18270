SELECT key, id, first, last, answer FROM collection WHERE key = ?1
