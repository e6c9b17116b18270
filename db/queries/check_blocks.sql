-- The last column: are the two halves, with a text between them, JSON of this very block?
SELECT coalesce(document.id, '?') || '/' || block.id, label, text, block.digest,
       CASE WHEN json_valid(before_text || '""' || after_text)
            THEN json_extract(before_text || '""' || after_text, '$.id') = block.id
             AND json_extract(before_text || '""' || after_text, '$.seq') = block.key & 4294967295
            ELSE 0 END
FROM block LEFT JOIN document ON document.key = block.key >> 32 ORDER BY block.key
