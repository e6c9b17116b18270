-- Undated documents come last here too.
SELECT key FROM document ORDER BY -ifnull(date_first, -9999999999), key
