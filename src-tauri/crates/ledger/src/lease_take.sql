INSERT INTO lease (name, holder, until) VALUES (?1, ?2, ?4)
ON CONFLICT (name) DO UPDATE SET holder = ?2, until = ?4
WHERE lease.holder = ?2 OR lease.until <= ?3
