-- A document that spans several decades counts in each of those in which one begins, as
-- date.from and date.to find it.
WITH span (first, last, n) AS MATERIALIZED (
    SELECT max(document.date_first, ifnull(:date_from, document.date_first)) / 100000,
           min(document.date_last, ifnull(:date_to, document.date_last)) / 100000, 
           sum(json_extract(hit.value, '$[1]'))
    FROM json_each(:hits) AS hit
         JOIN document ON document.key = json_extract(hit.value, '$[0]')
    WHERE document.date_first IS NOT NULL
    GROUP BY 1, 2)
SELECT printf('%04d', begun.first * 10) AS value,
       (SELECT sum(span.n) FROM span WHERE begun.first BETWEEN span.first AND span.last)
FROM (SELECT DISTINCT first FROM span WHERE first > 0) AS begun
ORDER BY begun.first LIMIT :limit
