SELECT rowid, passage_rank(passage, ?4) FROM passage
WHERE passage MATCH ?1 AND rowid BETWEEN ?2 AND ?3
