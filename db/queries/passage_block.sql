-- Only what a hit shows.
SELECT id, kind, text FROM block WHERE key = ?1
