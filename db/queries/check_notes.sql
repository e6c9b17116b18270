-- The last column: are the two halves, with a text between them, JSON of this very note?
SELECT coalesce(document.id, '?') || '/' || note.id, note.text, note.digest,
       note.block IS NULL OR note.block >> 32 = note.key >> 32, note.at, block.text,
       CASE WHEN json_valid(note.before_text || '""' || note.after_text)
            THEN json_extract(note.before_text || '""' || note.after_text, '$.id') = note.id
             AND json_extract(note.before_text || '""' || note.after_text, '$.ordinal') = note.key & 4294967295
             AND coalesce(json_extract(note.before_text || '""' || note.after_text, '$.anchor.at'), note.at) = note.at
            ELSE 0 END
FROM note LEFT JOIN block ON block.key = note.block
LEFT JOIN document ON document.key = note.key >> 32 ORDER BY note.key
