SELECT key, bytes FROM mention ORDER BY key
