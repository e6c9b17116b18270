-- The same relations as tables, for names that are read from a text.
CREATE TABLE names_meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE names_document
(id TEXT PRIMARY KEY, digest TEXT, path TEXT, modified INTEGER, stale INTEGER)
WITHOUT ROWID;
CREATE TABLE names_part (document TEXT, note INTEGER, place INTEGER, id TEXT,
                         digest INTEGER, PRIMARY KEY (document, note, place))
WITHOUT ROWID;
CREATE TABLE names_source (document TEXT, part INTEGER, bytes BLOB,
                           PRIMARY KEY (document, part)) WITHOUT ROWID;
CREATE TABLE names_former
(document TEXT, name TEXT, status INTEGER, target_document TEXT, target_name TEXT,
 digest INTEGER, since INTEGER, withdrawn INTEGER, PRIMARY KEY (document, name))
WITHOUT ROWID;
CREATE TABLE names_revision (number INTEGER PRIMARY KEY, rev TEXT, made INTEGER);
CREATE TABLE names_change (revision INTEGER, document TEXT, kind TEXT, target TEXT,
                           parts TEXT, PRIMARY KEY (revision, document)) WITHOUT ROWID;
