SELECT number, rev, made FROM names_revision ORDER BY number
