-- The omission that hides the paragraph of a number, as the numbers around it have it.
SELECT block.id FROM omission JOIN block ON block.key = omission.key
WHERE omission.key > ?1 << 32 AND omission.key < (?1 + 1) << 32
AND ?2 BETWEEN json_extract(answer, '$.inferredMissing.from')
           AND json_extract(answer, '$.inferredMissing.to') LIMIT 1
