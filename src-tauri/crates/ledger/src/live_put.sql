INSERT INTO live (article, version, address, section, format, region, feed_at, card)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
