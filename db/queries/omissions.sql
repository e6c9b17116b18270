SELECT key, answer FROM omission WHERE key > :after AND key <= :last ORDER BY key LIMIT :limit
