-- Years, or decades (:years is 10). A document that spans several counts in each of them,
-- as date.from and date.to find it. Where they are too many, those with most are kept.
WITH RECURSIVE span (first, last, closed, n) AS MATERIALIZED (
    SELECT max(document.date_first, ifnull(:date_from, document.date_first)) / (10000 * :years) AS first,
           min(document.date_last, ifnull(:date_to, document.date_last)) / (10000 * :years) AS last,
           document.date_last <= 99991231 AS closed, count(*)
    FROM document
    WHERE @document_filter@
    AND document.date_first <= 99991231
    GROUP BY 1, 2, 3),
@span_counts@
SELECT printf('%04d', at * :years) AS value, n
FROM (SELECT at, n FROM counted WHERE n > 0 ORDER BY n DESC, at LIMIT :limit) ORDER BY at
