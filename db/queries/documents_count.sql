SELECT count(*) FROM (
    SELECT 1 FROM document WHERE @document_filter@
    LIMIT 10001)
