"""The mails to watchers: gathered first, then sent one by one, so that an address that fails holds up no other."""

from hub.jobs import job


@job
def gather(repository_id):
    from hub.watching import news

    news.gather(repository_id)


@job(retries=6, backoff=10)
def send_news(watch_id, after, up_to):
    from hub.watching import mail

    mail.send(watch_id, after=after, up_to=up_to)
