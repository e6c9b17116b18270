SELECT number, passages, few, documents FROM word WHERE word = ?1
