SELECT count(*) FROM (
    SELECT 1 FROM note
    WHERE key > :after AND key <= :last
    AND (:kind IS NULL OR kind = :kind)
    AND (:block IS NULL OR block = :block)
    LIMIT 10001)
