SELECT parts FROM compound WHERE word = ?1
