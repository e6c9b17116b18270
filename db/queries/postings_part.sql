SELECT bytes FROM postings WHERE key = ?1
