SELECT count(*) FROM (
    SELECT 1 FROM block
    WHERE key > :after AND key <= :last
    AND (:kinds IS NULL OR (1 << kind) & :kinds)
    AND (:number_from IS NULL OR number BETWEEN :number_from AND :number_to)
    LIMIT 10001)
