SELECT @note_columns@
FROM document JOIN name ON name.document = document.key AND name.id = ?2
     JOIN note ON note.key = name.key
WHERE document.id = ?1
AND note.id = ?2
