SELECT @document_columns@ FROM document
WHERE @document_filter@
AND document.key > :after
ORDER BY document.key LIMIT :limit
