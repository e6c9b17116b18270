SELECT number, passages, few FROM word WHERE word = ?1
