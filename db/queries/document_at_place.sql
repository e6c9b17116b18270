SELECT @document_columns@ FROM document WHERE place <= ?1 ORDER BY place DESC LIMIT 1
