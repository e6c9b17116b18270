-- Undated documents come last here too.
SELECT key FROM document ORDER BY -ifnull(date_first, -99999999), key
