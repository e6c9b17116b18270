SELECT id, digest FROM block WHERE key > ?1 << 32 AND key < (?1 + 1) << 32 ORDER BY key
