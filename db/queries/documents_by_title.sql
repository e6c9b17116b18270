SELECT @document_columns@ FROM document
WHERE @document_filter@
AND (document.title_words, document.key) > (:after_title, :after)
ORDER BY document.title_words, document.key LIMIT :limit
