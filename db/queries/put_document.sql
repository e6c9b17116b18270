INSERT INTO document (key, id, collection, place, title, title_words, author, author_words,
                      recipient, recipient_words, classification, date_first, date_last,
                      digest, blocks, notes, omissions, genre, path, modified,
                      stale)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
        ?19, ?20, ?21)
