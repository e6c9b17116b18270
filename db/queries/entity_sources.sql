SELECT answer FROM entity_source WHERE entity = ?1 ORDER BY place
