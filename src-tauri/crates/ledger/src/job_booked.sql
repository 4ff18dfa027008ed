SELECT job.article, article.slug, job.job, job.waits FROM job
JOIN article ON article.id = job.article
WHERE job.article <> ?1 AND job.due BETWEEN ?2 AND ?3
ORDER BY job.due, job.id
