INSERT INTO omission (key, answer) VALUES (?1, ?2)
