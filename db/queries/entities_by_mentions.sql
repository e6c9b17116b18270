WITH @entity_counted@
SELECT @entity_columns@
FROM entity LEFT JOIN counted ON counted.entity = entity.key
WHERE @entity_filter@
AND (-ifnull(counted.mentions, 0), entity.id) > (-:after_mentions, :after_id)
ORDER BY -ifnull(counted.mentions, 0), entity.id LIMIT :limit
