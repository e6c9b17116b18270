SELECT note.key, note.id, note.text, note.at, block.text, note.block
FROM note LEFT JOIN block ON block.key = note.block ORDER BY note.key
