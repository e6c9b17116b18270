SELECT @block_columns@
FROM name JOIN block ON block.key = name.key
WHERE name.document = ?1 AND name.id = ?2
AND block.id = ?2
