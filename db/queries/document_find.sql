SELECT @document_columns@ FROM document WHERE id = ?1
