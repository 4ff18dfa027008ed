SELECT upto AS seq, article, snapshot AS bytes, NULL AS actor FROM text WHERE upto > ?1
UNION ALL
SELECT seq, article, bytes, actor FROM text_update WHERE seq > ?1
ORDER BY seq
