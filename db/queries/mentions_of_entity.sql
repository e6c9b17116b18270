-- Parts of the documents that name it. What stands on the left of a CROSS JOIN is the
-- outer loop, so that the parts come in order.
SELECT mention.key, mention.bytes
FROM (SELECT document FROM named WHERE entity = :entity
      AND document BETWEEN max(:first, :after_block >> 32) AND :last
      ORDER BY document) AS there
     CROSS JOIN mention ON mention.key BETWEEN there.document * 4294967296
                                       AND there.document * 4294967296 + 4294967295
