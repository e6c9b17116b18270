SELECT name, digest, since, withdrawn FROM names_former
WHERE document = ?1 AND name <> '' AND status = 410 ORDER BY name
