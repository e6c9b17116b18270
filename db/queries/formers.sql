SELECT document, name, status, target_document, target_name, digest FROM former ORDER BY document, name
