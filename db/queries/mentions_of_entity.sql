SELECT mention.block, mention.note, mention.bytes
FROM document_entity CROSS JOIN mention
     ON mention.block BETWEEN document_entity.document * 4294967296
                          AND document_entity.document * 4294967296 + 4294967295
WHERE document_entity.entity = :entity AND document_entity.document BETWEEN :first AND :last
AND document_entity.document >= :after_block >> 32
AND (mention.block, mention.note) >= (:after_block, :after_note)
ORDER BY document_entity.document, mention.block, mention.note
