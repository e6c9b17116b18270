-- The texts that passages are made of, in order.
SELECT key, kind, text FROM block ORDER BY key
