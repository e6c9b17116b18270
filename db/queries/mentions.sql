-- Parts, from the one on that holds a block.
SELECT key, bytes FROM mention
WHERE key >= ifnull((SELECT max(key) FROM mention WHERE key <= :after_block), 0)
AND key <= :last
ORDER BY key
