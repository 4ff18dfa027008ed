SELECT 'section' AS shelf, section AS key FROM live WHERE article = ?1
UNION SELECT 'format', format FROM live WHERE article = ?1
UNION SELECT 'region', region FROM live WHERE article = ?1
UNION SELECT 'version', version FROM live WHERE article = ?1
UNION SELECT 'address', address FROM live WHERE article = ?1
UNION SELECT 'feed', feed_at FROM live WHERE article = ?1
UNION SELECT 'topic', topic FROM live_topic WHERE article = ?1
UNION SELECT 'author', author FROM live_author WHERE article = ?1
ORDER BY shelf, key
