SELECT total(mentions) FROM document_entity
WHERE entity = :entity AND document BETWEEN :first AND :last
