SELECT @note_columns@ FROM note WHERE key = ?1
