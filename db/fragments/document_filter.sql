document.key BETWEEN :first AND :last
AND (:classification IS NULL OR document.classification = :classification)
AND (:genre IS NULL OR document.genre = :genre)
AND (:date_from IS NULL OR document.date_last >= :date_from)
AND (:date_to IS NULL OR document.date_first <= :date_to)
AND (:title_words IS NULL OR NOT EXISTS (
    SELECT 1 FROM json_each(:title_words) WHERE instr(document.title_words, value) = 0))
AND (:author_words IS NULL OR NOT EXISTS (
    SELECT 1 FROM json_each(:author_words) WHERE instr(document.author_words, value) = 0))
AND (:recipient_words IS NULL OR NOT EXISTS (
    SELECT 1 FROM json_each(:recipient_words) WHERE instr(document.recipient_words, value) = 0))
AND (:author IS NULL OR document.author = :author)
AND (:recipient IS NULL OR document.recipient = :recipient)
AND (:entities IS NULL OR document.key IN (
    SELECT named.document FROM json_each(:entities) AS asked
    CROSS JOIN named ON named.entity = asked.value
    GROUP BY named.document
    HAVING count(*) = (SELECT count(*) FROM json_each(:entities))))
