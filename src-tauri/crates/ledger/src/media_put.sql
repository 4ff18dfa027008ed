INSERT INTO media (hash, name, format, width, height, bytes, credit, caption, renditions, added_at, added_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (hash) DO NOTHING
