SELECT bytes FROM shelf WHERE key >= ?1 AND key < ?1 + 4294967296 ORDER BY key
