-- ?2 is the end of those that begin with ?1.
SELECT word, passages FROM word WHERE word >= ?1 AND word < ?2
ORDER BY passages DESC, word LIMIT ?3
