SELECT key, id, text, before_text, after_text FROM block ORDER BY key
