-- What these words may name; those whose list is for all come first.
SELECT name.entity, name.sort, name.scope, name.given, entity.type, entity.id,
    entity.label
FROM entity_name AS name JOIN entity ON entity.key = name.entity
WHERE name.words = ?1 ORDER BY name.entity, name.scope
