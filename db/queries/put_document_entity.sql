INSERT INTO document_entity (document, bytes) VALUES (?1, ?2)
