SELECT key, text FROM note ORDER BY key
