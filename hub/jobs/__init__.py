"""Work after the response: a job is a row in the transaction that caused it, run by `manage.py work`.

A job runs at least once: a worker that is killed loses its lease and another runs the job again. Write jobs so that
running twice does no harm.
"""

from .between import between_jobs
from .job import Job, job
from .schedules import every

__all__ = ["Job", "between_jobs", "every", "job"]
