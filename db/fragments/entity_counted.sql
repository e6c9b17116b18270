counted (entity, documents, mentions) AS (
    SELECT entity, documents, mentions FROM entity_count WHERE :first IS NULL
    UNION ALL
    SELECT entity, count(*), sum(mentions) FROM named
    WHERE :first IS NOT NULL AND document BETWEEN :first AND :last AND entity > 0
    GROUP BY entity)
