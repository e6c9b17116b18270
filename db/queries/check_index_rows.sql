SELECT (SELECT count(*) FROM postings), (SELECT count(*) FROM places)
