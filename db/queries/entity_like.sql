-- Ids near one that was not found: the same beginning, or the one before and after it.
SELECT id FROM (
    SELECT id, 0 AS far FROM entity WHERE id >= ?1 AND id < ?1 || char(1114111)
    UNION ALL
    SELECT id, 1 FROM (SELECT id FROM entity WHERE id < ?1 ORDER BY id DESC LIMIT 2)
    UNION ALL
    SELECT id, 1 FROM (SELECT id FROM entity WHERE id > ?1 ORDER BY id LIMIT 2)
) GROUP BY id ORDER BY min(far), id LIMIT 5
