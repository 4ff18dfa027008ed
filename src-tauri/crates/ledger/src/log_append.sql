INSERT INTO log (seq, id, decision, at, actor, way, os_user, article, kind, payload, prev, hash)
VALUES (:seq, :id, :decision, :at, :actor, :way, :os_user, :article, :kind, :payload, :prev, :hash)
