-- The part that holds a block, if any does.
SELECT key, bytes FROM mention
WHERE key BETWEEN (?1 >> 32) * 4294967296 AND ?1
ORDER BY key DESC LIMIT 1
