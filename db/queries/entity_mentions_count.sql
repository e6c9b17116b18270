SELECT total(mentions) FROM named
WHERE entity = :entity AND document BETWEEN :first AND :last
