-- What is said of entity and document, and is there.
SELECT mentions FROM named WHERE document = ?1 AND entity = ?2
