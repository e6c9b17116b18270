INSERT INTO entity (key, id, type, label, label_words) VALUES (?1, ?2, ?3, ?4, ?5)
