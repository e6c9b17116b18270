INSERT INTO names_former
(document, name, status, target_document, target_name, digest, since, withdrawn)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
