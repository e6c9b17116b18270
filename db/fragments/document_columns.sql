document.key, document.id, document.collection, document.place, document.title,
document.author, document.recipient, document.classification, document.date_first,
document.date_last, document.digest, document.blocks, document.notes, document.omissions,
document.title_words
