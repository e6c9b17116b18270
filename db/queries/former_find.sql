SELECT document, name, status, target_document, target_name, digest FROM former
WHERE document = ?1 AND name = ?2
