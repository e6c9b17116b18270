-- Pairs of numbers that must be equal, with what they count.
SELECT 'documents', (SELECT count(*) FROM document), (SELECT value FROM meta WHERE name = 'documents') + 0
UNION ALL
SELECT 'blocks', (SELECT count(*) FROM block), (SELECT value FROM meta WHERE name = 'blocks') + 0
UNION ALL
SELECT 'blocks of documents', (SELECT count(*) FROM block), (SELECT total(blocks) FROM document)
UNION ALL
SELECT 'notes', (SELECT count(*) FROM note), (SELECT value FROM meta WHERE name = 'notes') + 0
UNION ALL
SELECT 'omissions', (SELECT count(*) FROM omission), (SELECT value FROM meta WHERE name = 'omissions') + 0
UNION ALL
SELECT 'names of notes', (SELECT count(*) FROM name JOIN note ON note.key = name.key AND note.id = name.id
                          WHERE name.document = note.key >> 32), (SELECT count(*) FROM note)
UNION ALL
SELECT 'names of blocks', (SELECT count(*) FROM name JOIN block ON block.key = name.key AND block.id = name.id
                           WHERE name.document = block.key >> 32),
       (SELECT count(*) FROM block WHERE id <> 'b' || (key & 4294967295))
UNION ALL
SELECT 'answers of documents',
       (SELECT count(*) FROM document_answer JOIN document USING (key)
        WHERE CASE WHEN json_valid(answer) THEN json_extract(answer, '$.id') = document.id ELSE 0 END),
       (SELECT count(*) FROM document)
UNION ALL
SELECT 'stored files', (SELECT count(DISTINCT key >> 32) FROM source),
       (SELECT count(*) FROM document_answer
        WHERE CASE WHEN json_valid(answer) THEN json_extract(answer, '$.counts.bytes') > 0 ELSE 0 END)
