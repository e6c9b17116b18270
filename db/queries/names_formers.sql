SELECT document, name, status, target_document, target_name, digest, since, withdrawn
FROM names_former ORDER BY document, name
