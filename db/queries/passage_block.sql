-- Only what a hit shows, with its document.
SELECT block.id, block.kind, block.text, document.id, document.title
FROM block CROSS JOIN document ON document.key = block.key >> 32 WHERE block.key = ?1
