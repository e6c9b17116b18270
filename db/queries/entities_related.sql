-- Entities that are named in the same documents, and in how many.
SELECT entity.key, entity.id, entity.type, entity.label, '', other.documents, 0
FROM (SELECT there.entity AS entity, count(*) AS documents
      FROM named AS here JOIN named AS there ON there.document = here.document
      WHERE here.entity = :entity AND there.entity > 0 AND there.entity <> :entity
      GROUP BY there.entity) AS other
     JOIN entity ON entity.key = other.entity
WHERE (:types = 0 OR :types >> entity.type & 1)
AND (-other.documents, entity.id) > (-:after_mentions, :after_id)
ORDER BY -other.documents, entity.id LIMIT :limit
