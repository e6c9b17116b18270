-- Pairs of numbers that must be equal, with what they count.
SELECT 'entities', (SELECT count(*) FROM entity), (SELECT value FROM meta WHERE name = 'entities') + 0
UNION ALL
SELECT 'mentions', (SELECT total(mentions) FROM named), (SELECT value FROM meta WHERE name = 'mentions') + 0
UNION ALL
SELECT 'entities that a list knows', (SELECT count(DISTINCT entity) FROM entity_source), (SELECT count(*) FROM entity)
UNION ALL
SELECT 'entities that are named', (SELECT count(DISTINCT entity) FROM named WHERE entity > 0), (SELECT count(*) FROM entity_count)
UNION ALL
SELECT 'documents that name an entity', (SELECT count(*) FROM named WHERE entity > 0), (SELECT total(documents) FROM entity_count)
UNION ALL
SELECT 'mentions of entities', (SELECT total(mentions) FROM named WHERE entity > 0), (SELECT total(mentions) FROM entity_count)
UNION ALL
SELECT 'entities whose documents are other ones', (SELECT count(*) FROM entity_count
    WHERE (documents, mentions) <>
          (SELECT count(*), total(mentions) FROM named WHERE named.entity = entity_count.entity)), 0
