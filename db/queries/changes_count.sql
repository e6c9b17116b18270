SELECT count(*) FROM (SELECT 1 FROM change WHERE revision > ?1 LIMIT 10001)
