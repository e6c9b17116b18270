SELECT @document_columns@ FROM document WHERE key = ?1
