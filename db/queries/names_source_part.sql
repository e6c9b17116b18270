SELECT bytes FROM names_source WHERE document = ?1 AND part = ?2
