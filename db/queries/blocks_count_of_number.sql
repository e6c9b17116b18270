SELECT count(*) FROM (
    SELECT 1 FROM block INDEXED BY block_number
    WHERE number BETWEEN :number_from AND :number_to AND number IS NOT NULL
    AND key > :after AND key <= :last
    AND (:kinds IS NULL OR (1 << kind) & :kinds)
    LIMIT 10001)
