SELECT word FROM form WHERE stem = ?1 ORDER BY word
