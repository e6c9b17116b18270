SELECT id, digest FROM names_part WHERE document = ?1 AND note = ?2 ORDER BY place
