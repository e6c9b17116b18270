SELECT document, name, status, target_document, target_name, digest, since, withdrawn
FROM former WHERE document = ?1 AND name = ?2
