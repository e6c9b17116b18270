SELECT bytes FROM source WHERE key = ?1
