INSERT INTO word (word, number, passages, few) VALUES (?1, ?2, ?3, ?4)
