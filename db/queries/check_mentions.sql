-- The texts of mentions, in order, with what they are in.
SELECT mention.block, mention.note, mention.bytes,
       CASE WHEN mention.note = 0 THEN block.text
            ELSE (SELECT note.text FROM note
                  WHERE note.key = (mention.block >> 32) * 4294967296 + mention.note
                  AND note.block = mention.block) END
FROM mention LEFT JOIN block ON block.key = mention.block
ORDER BY mention.block, mention.note
