entity.key, entity.id, entity.type, entity.label, entity.label_words,
ifnull(counted.documents, 0), ifnull(counted.mentions, 0)
