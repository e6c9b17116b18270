-- Undated documents come last here too.
SELECT @document_columns@ FROM document
WHERE @document_filter@
AND (-ifnull(document.date_first, -9999999999), document.key) > (:after_date, :after)
ORDER BY -ifnull(document.date_first, -9999999999), document.key LIMIT :limit
