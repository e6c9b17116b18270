SELECT word, parts FROM compound
