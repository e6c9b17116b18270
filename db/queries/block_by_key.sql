SELECT @block_columns@ FROM block WHERE key = ?1
