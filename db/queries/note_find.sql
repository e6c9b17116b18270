SELECT @note_columns@
FROM name JOIN note ON note.key = name.key
WHERE name.document = ?1 AND name.id = ?2
AND note.id = ?2
