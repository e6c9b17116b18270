(:types = 0 OR :types >> entity.type & 1)
AND ifnull(counted.mentions, 0) >= :least
AND (:words = '[]' OR EXISTS (
    SELECT 1 FROM entity_source WHERE entity_source.entity = entity.key
    AND NOT EXISTS (SELECT 1 FROM json_each(:words) WHERE instr(entity_source.words, value) = 0)))
