-- Names of one sort ("p", "fn", "en": from ?2 up to ?3) whose numbers are nearest to ?4.
SELECT id FROM name
WHERE document = ?1 AND id > ?2 AND id < ?3 AND id NOT GLOB '*-*'
ORDER BY abs(CAST(substr(id, length(?2) + 1) AS INTEGER) - ?4), key LIMIT 5
