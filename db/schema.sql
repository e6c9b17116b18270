-- The data set: what `load` writes once and `serve` only reads.
--
-- A block or note is stored once: its text, and the JSON that goes before and after it, so
-- that an answer is three copies. Keys keep document order: a block's key is its
-- document's key * 2^32 + seq, a note's the same with its ordinal.

PRAGMA application_id = 1128811075; -- 'CHNC'
PRAGMA user_version = 5;            -- of this schema; another number is not served

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE collection (
    key        INTEGER PRIMARY KEY,     -- in order of id
    id         TEXT NOT NULL UNIQUE,
    first      INTEGER NOT NULL,        -- its documents' keys, first to last;
    last       INTEGER NOT NULL,        -- last < first when it has none
    answer     TEXT NOT NULL            -- JSON
);

CREATE TABLE document (
    key            INTEGER PRIMARY KEY, -- document order
    id             TEXT NOT NULL UNIQUE,
    collection     INTEGER NOT NULL REFERENCES collection (key),
    place          TEXT NOT NULL UNIQUE, -- what orders documents, the same after a reload
    title          TEXT NOT NULL,       -- as served
    title_words    TEXT NOT NULL,       -- folded, for q=
    author         TEXT NOT NULL,       -- as served; '' when unknown
    author_words   TEXT NOT NULL,
    recipient      TEXT NOT NULL,
    recipient_words TEXT NOT NULL,
    classification TEXT NOT NULL,       -- folded to capitals
    genre          TEXT NOT NULL,       -- telegram, letter...; '' when its title does not say
    date_first     INTEGER,             -- yyyymmdd, NULL when undated
    date_last      INTEGER,
    digest         TEXT NOT NULL,       -- of text and sidecar
    blocks         INTEGER NOT NULL,
    notes          INTEGER NOT NULL,
    omissions      INTEGER NOT NULL,
    path           TEXT NOT NULL,       -- of its file, below its CORPUS
    modified       INTEGER NOT NULL,    -- second of the load that changed it last
    stale          INTEGER NOT NULL     -- 1: its file could not be read, and this is the
                                        -- text of an earlier load
);

CREATE TABLE document_answer (          -- apart, so that filters scan short rows
    key    INTEGER PRIMARY KEY REFERENCES document (key),
    answer TEXT NOT NULL                -- JSON
);

CREATE TABLE block (
    key          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,
    kind         INTEGER NOT NULL,      -- enum block_kind
    number       INTEGER,               -- printed number
    label        TEXT NOT NULL,         -- as printed: '4.'
    digest       INTEGER NOT NULL,      -- of label and text: carries the id over a reload
    source_at    INTEGER NOT NULL,      -- bytes in the file
    source_bytes INTEGER NOT NULL,
    before_text  TEXT NOT NULL,         -- JSON up to the text
    after_text   TEXT NOT NULL,         -- JSON behind it
    text         TEXT NOT NULL
);

CREATE TABLE note (
    key         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL,
    kind        INTEGER NOT NULL,       -- enum note_kind
    digest      INTEGER NOT NULL,
    block       INTEGER REFERENCES block (key), -- that carries its marker, or NULL
    label       TEXT NOT NULL,          -- the id in its marker
    at          INTEGER,                -- of the marker, code points in the block's text
    before_text TEXT NOT NULL,
    after_text  TEXT NOT NULL,
    text        TEXT NOT NULL
);

CREATE TABLE omission (
    key    INTEGER PRIMARY KEY REFERENCES block (key),
    answer TEXT NOT NULL                -- JSON
);

CREATE TABLE name (                     -- ids of notes and blocks, to their keys; not of
                                        -- "b5" at place 5, which its place finds
    document INTEGER NOT NULL REFERENCES document (key),
    id       TEXT NOT NULL,
    key      INTEGER NOT NULL,
    PRIMARY KEY (document, id)
) WITHOUT ROWID;

CREATE TABLE former (                   -- names that were, and what became of them
    document        TEXT NOT NULL,      -- id
    name            TEXT NOT NULL,      -- id of a block or note; '' for the document
    status          INTEGER NOT NULL,   -- 307 moved, 308 renamed by the editors, 410 gone
    target_document TEXT,
    target_name     TEXT,
    digest          INTEGER,            -- of what it named, so that it can come back
    since           INTEGER,            -- second of the load that lost it; NULL: unknown
    withdrawn       INTEGER NOT NULL,   -- 1: by the editors
    PRIMARY KEY (document, name)
) WITHOUT ROWID;

CREATE TABLE revision (                 -- of this data set and those it replaced
    number INTEGER PRIMARY KEY,
    rev    TEXT NOT NULL,
    made   INTEGER NOT NULL             -- second
);

CREATE TABLE change (                   -- what became of documents, in each revision
    revision INTEGER NOT NULL,
    document TEXT NOT NULL,             -- id
    kind     TEXT NOT NULL,             -- new, changed, renamed, removed, withdrawn
    target   TEXT,                      -- renamed: its id from then on
    parts    TEXT,                      -- JSON: {"changed": ["p5"], "added", "removed"}
    PRIMARY KEY (revision, document)
) WITHOUT ROWID;

-- Names: all that a load over this data set needs of it, in a form that is frozen. The
-- tables above may change with the number of the schema; the names of these views, and
-- the names and meaning of their columns, may not (db/README.md). A program of any
-- schema, earlier or later, reads them.

CREATE VIEW names_meta AS               -- rev, corpus, made, documents
SELECT name, value FROM meta;

CREATE VIEW names_document AS
SELECT id, digest, path, modified, stale FROM document;

CREATE VIEW names_part AS               -- blocks (note = 0) and notes (note = 1) in order
SELECT document.id AS document, 0 AS note, block.key AS place, block.id AS id,
       block.digest AS digest
FROM document JOIN block
ON block.key > document.key << 32 AND block.key < (document.key + 1) << 32
UNION ALL
SELECT document.id, 1, note.key, note.id, note.digest
FROM document JOIN note
ON note.key > document.key << 32 AND note.key < (document.key + 1) << 32;

CREATE VIEW names_source AS             -- zstd; parts from 0, each of 256 KiB but the last
SELECT document.id AS document, source.key & 4294967295 AS part, source.bytes AS bytes
FROM document JOIN source
ON source.key >= document.key << 32 AND source.key < (document.key + 1) << 32;

CREATE VIEW names_former AS
SELECT document, name, status, target_document, target_name, digest, since, withdrawn
FROM former;

CREATE VIEW names_revision AS
SELECT number, rev, made FROM revision;

CREATE VIEW names_change AS
SELECT revision, document, kind, target, parts FROM change;

CREATE TABLE source (                   -- the files, byte for byte, compressed with zstd
    key   INTEGER PRIMARY KEY,          -- document's key * 2^32 + part; a part is 256 KiB
    bytes BLOB NOT NULL
);

-- Named entities. Empty in a data set that was loaded without them.

CREATE TABLE entity (
    key         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    type        INTEGER NOT NULL,       -- enum entity_type
    label       TEXT NOT NULL,          -- of the list that outranks the others
    label_words TEXT NOT NULL           -- folded, for sorting
);

CREATE TABLE entity_source (            -- what each list says of it
    entity INTEGER NOT NULL REFERENCES entity (key),
    place  INTEGER NOT NULL,            -- lists that outrank others come first
    words  TEXT NOT NULL,               -- its names, folded, for q=
    answer TEXT NOT NULL,               -- JSON
    PRIMARY KEY (entity, place)
) WITHOUT ROWID;

CREATE TABLE entity_name (              -- what a word of a query may be a name of
    words  TEXT NOT NULL,               -- folded as words of texts are, a blank between
    sort   INTEGER NOT NULL,            -- enum entity_name_sort
    entity INTEGER NOT NULL REFERENCES entity (key),
    scope  INTEGER NOT NULL,            -- key of the collection whose list says so; 0: all
    given  TEXT NOT NULL,               -- given names, of a person
    PRIMARY KEY (words, sort, entity, scope, given)
) WITHOUT ROWID;

CREATE TABLE entity_former (            -- ids of records that were merged into others
    id     TEXT PRIMARY KEY,
    entity INTEGER NOT NULL REFERENCES entity (key)
) WITHOUT ROWID;

CREATE TABLE entity_count (             -- of those that are named at all
    entity    INTEGER PRIMARY KEY REFERENCES entity (key),
    documents INTEGER NOT NULL,
    mentions  INTEGER NOT NULL
);

CREATE TABLE document_entity (          -- who is named in it, and how often: see named.h
    document INTEGER PRIMARY KEY REFERENCES document (key),
    bytes    BLOB NOT NULL
);

CREATE TABLE entity_document (          -- where it is named: the same by entity
    entity INTEGER PRIMARY KEY REFERENCES entity (key),
    bytes  BLOB NOT NULL
);

CREATE TABLE mention (                  -- texts with their mentions: see mentions.h
    key   INTEGER PRIMARY KEY REFERENCES block (key), -- the first of the texts
    bytes BLOB NOT NULL
);

CREATE INDEX entity_name_entity ON entity_name (entity);
CREATE INDEX entity_label ON entity (label_words, id);

-- Full text. A passage is a block or a note; passages are counted from 1 in the order of
-- loading. Empty in a data set that was loaded without search.

CREATE TABLE word (                     -- the vocabulary, folded
    word     TEXT PRIMARY KEY,
    number   INTEGER NOT NULL,          -- of its postings
    passages INTEGER NOT NULL,          -- that hold it
    documents INTEGER NOT NULL,         -- that hold it
    few      BLOB                       -- its postings and places, where they are few
) WITHOUT ROWID;

CREATE TABLE form (                     -- words that are not their own stem
    stem TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (stem, word)
) WITHOUT ROWID;

CREATE TABLE compound (                 -- hyphenated words: "coexistence", "co existence"
    word  TEXT NOT NULL,
    parts TEXT NOT NULL,
    PRIMARY KEY (word, parts)
) WITHOUT ROWID;

CREATE TABLE postings (                 -- see postings.h
    key   INTEGER PRIMARY KEY,          -- word's number * 2^16 + part
    bytes BLOB NOT NULL
);

CREATE TABLE places (                   -- in passages, by the same keys
    key   INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
);

CREATE TABLE shelf (                    -- what is held in memory: sizes and columns of
                                        -- passages, first passages of documents
    key   INTEGER PRIMARY KEY,          -- enum shelf * 2^32 + part
    bytes BLOB NOT NULL
);

CREATE INDEX block_kind ON block (kind);
CREATE INDEX block_number ON block (number) WHERE number IS NOT NULL;
CREATE INDEX note_block ON note (block) WHERE block IS NOT NULL;
