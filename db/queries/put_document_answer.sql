INSERT INTO document_answer (key, answer) VALUES (?1, ?2)
