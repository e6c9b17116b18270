-- The last revision that was made before a second.
SELECT ifnull(max(number), 0) FROM revision WHERE made < ?1
