SELECT id, slug FROM article
WHERE (slug >= ?1 AND slug < ?1 || char(1114111)) OR (id >= ?1 AND id < ?1 || char(1114111))
ORDER BY (slug = ?1 OR id = ?1) DESC, slug
LIMIT 10
