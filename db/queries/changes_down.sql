SELECT revision, document, kind, target, parts, rev, made
FROM change JOIN revision ON number = revision
WHERE revision > ?1 AND (revision < ?2 OR (revision = ?2 AND document > ?3))
ORDER BY revision DESC, document LIMIT ?4
