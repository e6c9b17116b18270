SELECT count(DISTINCT there.entity)
FROM document_entity AS here JOIN document_entity AS there ON there.document = here.document
     JOIN entity ON entity.key = there.entity
WHERE here.entity = :entity AND there.entity <> :entity
AND (:types = 0 OR :types >> entity.type & 1)
