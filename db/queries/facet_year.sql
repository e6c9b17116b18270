-- A document that spans several years counts in each of those in which one begins, as
-- date.from and date.to find it.
WITH span (first, last, n) AS MATERIALIZED (
    SELECT max(document.date_first, ifnull(:date_from, document.date_first)) / 10000,
           min(document.date_last, ifnull(:date_to, document.date_last)) / 10000, count(*)
    FROM document
    WHERE @document_filter@
    AND document.date_first IS NOT NULL
    GROUP BY 1, 2)
SELECT printf('%04d', begun.first) AS value,
       (SELECT sum(span.n) FROM span WHERE begun.first BETWEEN span.first AND span.last)
FROM (SELECT DISTINCT first FROM span WHERE first > 0) AS begun
ORDER BY begun.first LIMIT :limit
