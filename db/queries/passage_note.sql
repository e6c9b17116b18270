-- Only what a hit shows, with the id of the block that carries it.
SELECT note.id, note.kind, note.text, block.id
FROM note LEFT JOIN block ON block.key = note.block WHERE note.key = ?1
