SELECT bytes FROM entity_document WHERE entity = ?1
