INSERT INTO article (id, slug, status, publication, state) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (id) DO UPDATE SET slug = ?2, status = ?3, publication = ?4, state = ?5
