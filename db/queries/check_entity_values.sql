-- The same for the tables of entities and of the index.
SELECT 'rows of entity that cannot be',
       (SELECT count(*) FROM entity
        WHERE typeof(type) <> 'integer' OR type NOT BETWEEN 0 AND 6
        OR typeof(id) <> 'text' OR typeof(label) <> 'text' OR typeof(label_words) <> 'text'), 0
UNION ALL
SELECT 'rows of entity_source that cannot be',
       (SELECT count(*) FROM entity_source
        WHERE typeof(words) <> 'text' OR typeof(place) <> 'integer' OR typeof(answer) <> 'text'
        OR NOT json_valid(answer)), 0
UNION ALL
SELECT 'rows of entity_former that cannot be',
       (SELECT count(*) FROM entity_former WHERE typeof(id) <> 'text'), 0
UNION ALL
SELECT 'rows of entity_count that cannot be',
       (SELECT count(*) FROM entity_count
        WHERE typeof(documents) <> 'integer' OR typeof(mentions) <> 'integer'
        OR documents NOT BETWEEN 1 AND 2147483647 OR mentions < documents), 0
UNION ALL
SELECT 'rows of document_entity that cannot be',
       (SELECT count(*) FROM document_entity WHERE typeof(bytes) <> 'blob'), 0
UNION ALL
SELECT 'rows of entity_document that cannot be',
       (SELECT count(*) FROM entity_document WHERE typeof(bytes) <> 'blob'), 0
UNION ALL
SELECT 'rows of mention that cannot be',
       (SELECT count(*) FROM mention WHERE typeof(bytes) <> 'blob'), 0
UNION ALL
SELECT 'entities that mentions name and are not there',
       (SELECT count(*) FROM named LEFT JOIN entity ON entity.key = named.entity
        WHERE named.entity NOT BETWEEN -7 AND -1 AND entity.key IS NULL), 0
