-- A name that lives again, or that the editors speak for, is not overwritten; but where
-- a load has found a block gone before it reads in a later sidecar where it went (308),
-- the sidecar is right.
INSERT INTO former (document, name, status, target_document, target_name, digest, since,
                    withdrawn)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (document, name) DO UPDATE
SET status = excluded.status, target_document = excluded.target_document,
    target_name = excluded.target_name, digest = excluded.digest,
    since = excluded.since, withdrawn = excluded.withdrawn
WHERE excluded.status = 308 AND former.status = 410 AND former.digest <> 0
