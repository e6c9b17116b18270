-- Frequent words of about the same length, ?1 <= word < ?2.
SELECT word, passages FROM word
WHERE word >= ?1 AND word < ?2 AND length(word) BETWEEN ?3 AND ?4 AND passages >= ?5
