block.key, block.id, block.kind, block.digest, block.source_at, block.source_bytes,
block.before_text, block.after_text, block.text, block.label
