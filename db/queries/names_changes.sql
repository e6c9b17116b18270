SELECT revision, document, kind, target, parts FROM names_change ORDER BY revision, document
