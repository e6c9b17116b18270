SELECT count(DISTINCT there.entity)
FROM named AS here JOIN named AS there ON there.document = here.document
     JOIN entity ON entity.key = there.entity
WHERE here.entity = :entity AND there.entity <> :entity
AND (:types = 0 OR :types >> entity.type & 1)
