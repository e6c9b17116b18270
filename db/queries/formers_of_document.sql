SELECT name, digest FROM former WHERE document = ?1 AND name <> '' AND status = 410 ORDER BY name
