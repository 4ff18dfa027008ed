SELECT job.article, article.slug, job.job, job.waits FROM job
JOIN article ON article.id = job.article
WHERE job.due >= ?1 AND job.due < ?2
ORDER BY job.due, job.id
