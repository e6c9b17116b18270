WITH @entity_counted@
SELECT count(*) FROM (
    SELECT 1 FROM entity LEFT JOIN counted ON counted.entity = entity.key
    WHERE @entity_filter@
    LIMIT 10001)
