SELECT block, note, bytes FROM mention
WHERE block BETWEEN :after_block AND :last
AND (block, note) >= (:after_block, :after_note)
ORDER BY block, note
