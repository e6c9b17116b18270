SELECT bytes FROM places WHERE key = ?1
