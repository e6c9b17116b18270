-- For kinds that are rare: from their index. kind_list: a JSON array.
SELECT @block_columns@ FROM block INDEXED BY block_kind
WHERE kind IN (SELECT value FROM json_each(:kind_list))
AND key > :after AND key <= :last
AND (:number_from IS NULL OR number BETWEEN :number_from AND :number_to)
ORDER BY key LIMIT :limit
