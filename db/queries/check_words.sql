SELECT word, number, passages, few FROM word ORDER BY word
