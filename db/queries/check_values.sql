-- Rows of each table that no load writes: values of other types, outside their range, or that do
-- not fit what they belong to. The second number is what it must be.
SELECT 'rows of collection that cannot be',
       (SELECT count(*) FROM collection
        WHERE typeof(id) <> 'text' OR typeof(answer) <> 'text'
        OR typeof(first) <> 'integer' OR typeof(last) <> 'integer'
        OR first NOT BETWEEN 0 AND 2147483647 OR last NOT BETWEEN 0 AND 2147483647
        OR CASE WHEN json_valid(answer) THEN json_extract(answer, '$.id') <> id ELSE 1 END
        OR (SELECT count(*) FROM document WHERE document.key BETWEEN first AND last)
           <> (SELECT count(*) FROM document WHERE document.collection = collection.key)), 0
UNION ALL
SELECT 'collections', (SELECT count(*) FROM collection),
       (SELECT value FROM meta WHERE name = 'collections') + 0
UNION ALL
SELECT 'rows of document that cannot be',
       (SELECT count(*) FROM document
        WHERE key NOT BETWEEN 1 AND 2147483647
        OR (typeof(id), typeof(collection), typeof(place), typeof(title), typeof(title_words),
            typeof(author), typeof(author_words), typeof(recipient), typeof(recipient_words))
           <> ('text', 'integer', 'text', 'text', 'text', 'text', 'text', 'text', 'text')
        OR (typeof(classification), typeof(genre), typeof(digest), typeof(blocks), typeof(notes),
            typeof(omissions))
           <> ('text', 'text', 'text', 'integer', 'integer', 'integer')
        OR typeof(date_first) NOT IN ('integer', 'null')
        OR typeof(date_last) NOT IN ('integer', 'null')
        OR ifnull(date_first, 0) NOT BETWEEN -2147483648 AND 2147483647
        OR ifnull(date_last, 0) NOT BETWEEN -2147483648 AND 2147483647
        OR blocks <> (SELECT count(*) FROM block
                      WHERE block.key BETWEEN document.key << 32 AND (document.key << 32) + 4294967295)
        OR notes <> (SELECT count(*) FROM note
                     WHERE note.key BETWEEN document.key << 32 AND (document.key << 32) + 4294967295)
        OR omissions <> (SELECT count(*) FROM omission
                         WHERE omission.key BETWEEN document.key << 32
                                            AND (document.key << 32) + 4294967295)), 0
UNION ALL
SELECT 'rows of document_answer that cannot be',
       (SELECT count(*) FROM document_answer WHERE typeof(answer) <> 'text'), 0
UNION ALL
SELECT 'rows of block that cannot be',
       (SELECT count(*) FROM block
        WHERE typeof(kind) <> 'integer' OR kind NOT BETWEEN 0 AND 12
        OR typeof(number) NOT IN ('integer', 'null')
        OR (typeof(id), typeof(label), typeof(digest), typeof(source_at), typeof(source_bytes),
            typeof(before_text), typeof(after_text), typeof(text))
           <> ('text', 'text', 'integer', 'integer', 'integer', 'text', 'text', 'text')
        OR source_at < 0 OR source_bytes < 0
        OR source_at + source_bytes > 262144 *
           (SELECT count(*) FROM source WHERE source.key >> 32 = block.key >> 32)), 0
UNION ALL
SELECT 'rows of note that cannot be',
       (SELECT count(*) FROM note
        WHERE typeof(kind) <> 'integer' OR kind NOT BETWEEN 0 AND 1
        OR typeof(block) NOT IN ('integer', 'null') OR typeof(at) NOT IN ('integer', 'null')
        OR (typeof(id), typeof(label), typeof(digest), typeof(before_text), typeof(after_text),
            typeof(text))
           <> ('text', 'text', 'integer', 'text', 'text', 'text')
        OR ifnull(at, 0) NOT BETWEEN 0 AND 4294967295), 0
UNION ALL
SELECT 'rows of omission that cannot be',
       (SELECT count(*) FROM omission
        WHERE typeof(answer) <> 'text' OR NOT json_valid(answer)), 0
UNION ALL
SELECT 'rows of name that cannot be',
       (SELECT count(*) FROM name
        WHERE typeof(id) <> 'text' OR typeof(key) <> 'integer' OR key >> 32 <> document
        OR NOT EXISTS (SELECT 1 FROM block WHERE block.key = name.key AND block.id = name.id
                       UNION ALL
                       SELECT 1 FROM note WHERE note.key = name.key AND note.id = name.id)), 0
UNION ALL
SELECT 'rows of former that cannot be',
       (SELECT count(*) FROM former
        WHERE typeof(document) <> 'text' OR typeof(name) <> 'text'
        OR typeof(status) <> 'integer' OR status NOT IN (307, 308, 410)
        OR typeof(target_document) NOT IN ('text', 'null')
        OR typeof(target_name) NOT IN ('text', 'null')
        OR typeof(digest) NOT IN ('integer', 'null')), 0
UNION ALL
SELECT 'rows of source that cannot be',
       (SELECT count(*) FROM source
        WHERE typeof(bytes) <> 'blob' OR key >> 32 NOT BETWEEN 1 AND 2147483647), 0
