-- From two ids to the block in one step.
SELECT @block_columns@
FROM document JOIN name ON name.document = document.key AND name.id = ?2
     JOIN block ON block.key = name.key
WHERE document.id = ?1
AND block.id = ?2
