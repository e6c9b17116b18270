SELECT @block_columns@ FROM block INDEXED BY block_number
WHERE number BETWEEN :number_from AND :number_to AND number IS NOT NULL
AND key > :after AND key <= :last
AND (:kinds IS NULL OR (1 << kind) & :kinds)
ORDER BY key LIMIT :limit
