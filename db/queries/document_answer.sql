SELECT answer FROM document_answer WHERE key = ?1
