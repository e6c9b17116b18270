-- In order of key; a NULL filter lets all pass. kinds: bits of enum block_kind.
SELECT @block_columns@ FROM block
WHERE key > :after AND key <= :last
AND (:kinds IS NULL OR (1 << kind) & :kinds)
AND (:number_from IS NULL OR number BETWEEN :number_from AND :number_to)
ORDER BY key LIMIT :limit
