-- What the schema of a data set holds; an index that a UNIQUE or PRIMARY KEY makes has no text.
SELECT sql, type FROM sqlite_master
