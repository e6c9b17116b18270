SELECT @note_columns@ FROM note
WHERE key > :after AND key <= :last
AND (:kind IS NULL OR kind = :kind)
AND (:block IS NULL OR block = :block)
ORDER BY key LIMIT :limit
