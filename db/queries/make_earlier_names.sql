-- The views of names, for a data set of schemas 1 to 4, which had none.
CREATE TEMP VIEW names_meta AS SELECT name, value FROM meta;
CREATE TEMP VIEW names_document AS
SELECT id, digest, NULL AS path,
       (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'made') AS modified,
       0 AS stale
FROM document;
CREATE TEMP VIEW names_part AS
SELECT document.id AS document, 0 AS note, block.key AS place, block.id AS id,
       block.digest AS digest
FROM document JOIN block
ON block.key > document.key << 32 AND block.key < (document.key + 1) << 32
UNION ALL
SELECT document.id, 1, note.key, note.id, note.digest
FROM document JOIN note
ON note.key > document.key << 32 AND note.key < (document.key + 1) << 32;
CREATE TEMP VIEW names_source AS
SELECT document.id AS document, source.key & 4294967295 AS part, source.bytes AS bytes
FROM document JOIN source
ON source.key >= document.key << 32 AND source.key < (document.key + 1) << 32;
CREATE TEMP VIEW names_former AS
SELECT document, name, status, target_document, target_name, digest, NULL AS since,
       status = 410 AND name <> '' AND ifnull(digest, 0) = 0 AS withdrawn
FROM former;
CREATE TEMP VIEW names_revision AS
SELECT 1 AS number, (SELECT value FROM meta WHERE name = 'rev') AS rev,
       (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'made') AS made;
CREATE TEMP VIEW names_change AS
SELECT 1 AS revision, id AS document, 'new' AS kind, NULL AS target, NULL AS parts
FROM document;
