SELECT job.article, article.slug, job.job, job.waits FROM job
JOIN article ON article.id = job.article
WHERE job.waits = 0
ORDER BY job.due, job.id
LIMIT 1
