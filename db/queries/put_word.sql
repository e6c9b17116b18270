INSERT INTO word (word, number, passages, documents, few)
VALUES (?1, ?2, ?3, ?4, ?5)
