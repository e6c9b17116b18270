SELECT key, id, first, last, answer FROM collection WHERE id = ?1
