-- Only what a hit shows, with its document and the id of the block that carries it.
SELECT note.id, note.kind, note.text, document.id, document.title, block.id
FROM note CROSS JOIN document ON document.key = note.key >> 32
     LEFT JOIN block ON block.key = note.block WHERE note.key = ?1
