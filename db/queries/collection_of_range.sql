-- The collection that has all documents from ?1 to ?2.
SELECT key FROM collection WHERE first <= ?1 AND last >= ?2 AND first <= last
