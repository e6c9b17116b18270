-- Places in time (years, decades) from the first at which a span begins or ends to the
-- last, each with how many spans hold it. An end that is open counts for none.
ends (first, last) AS (
    SELECT min(place), max(place) FROM (
        SELECT first AS place FROM span WHERE first > 0
        UNION ALL SELECT last FROM span WHERE last > 0 AND closed)),
change (place, n) AS (
    SELECT max(span.first, ends.first), span.n FROM span, ends
    UNION ALL SELECT max(span.last + 1, ends.first), -span.n FROM span, ends),
place (at) AS (
    SELECT first FROM ends WHERE first IS NOT NULL
    UNION ALL SELECT place.at + 1 FROM place, ends WHERE place.at < ends.last),
counted (at, n) AS (
    SELECT place.at, sum(changed.n) OVER (ORDER BY place.at)
    FROM place LEFT JOIN (SELECT place, sum(n) AS n FROM change GROUP BY 1) AS changed
         ON changed.place = place.at)
