SELECT revision, document, kind, target, parts, rev, made
FROM change JOIN revision ON number = revision
WHERE (revision, document) > (?1, ?2) ORDER BY revision, document LIMIT ?3
