SELECT max(number) FROM revision WHERE rev = ?1
