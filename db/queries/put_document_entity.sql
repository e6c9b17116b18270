INSERT INTO document_entity (document, entity, mentions) VALUES (?1, ?2, ?3)
