INSERT INTO postings (key, bytes) VALUES (?1, ?2)
