note.key, note.id, note.kind, note.digest, note.block, note.at,
note.before_text, note.after_text, note.text, note.label
