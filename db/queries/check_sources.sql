SELECT key, bytes FROM source ORDER BY key
