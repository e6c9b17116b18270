SELECT @note_columns@ FROM note INDEXED BY note_block
WHERE block = ?1 AND block IS NOT NULL ORDER BY key
