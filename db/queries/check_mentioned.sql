-- The text that mentions are of: a block's, or that of a note that hangs on it.
SELECT CASE WHEN ?2 = 0 THEN (SELECT text FROM block WHERE key = ?1)
            ELSE (SELECT text FROM note
                  WHERE key = (?1 >> 32) * 4294967296 + ?2 AND block = ?1) END
