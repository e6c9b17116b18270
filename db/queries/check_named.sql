-- What is said of entity and document, and is there.
SELECT mentions FROM document_entity WHERE document = ?1 AND entity = ?2
