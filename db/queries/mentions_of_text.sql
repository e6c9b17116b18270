SELECT bytes FROM mention WHERE block = ?1 AND note = ?2
