SELECT rowid, 0 FROM passage
WHERE passage MATCH ?1 AND rowid BETWEEN ?2 AND ?3
