-- "b5" where it was first: at place 5.
SELECT @block_columns@
FROM document JOIN block ON block.key = (document.key << 32) + ?3
WHERE document.id = ?1 AND block.id = ?2
