-- A packed row: the first at or behind a document.
SELECT document, bytes FROM document_entity
WHERE document BETWEEN ?1 AND ?2 ORDER BY document LIMIT 1
