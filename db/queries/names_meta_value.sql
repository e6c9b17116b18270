SELECT value FROM names_meta WHERE name = ?1
