"""Events reach their followers from the worker: between its jobs, and by a job of its own where a follower failed."""

from hub.events import dispatch, forgetting, pruning
from hub.events.models import Event
from hub.jobs import between_jobs, every, job

between_jobs(dispatch.dispatch)


# Five seconds, doubled each time: the last try is a day later.
@job(retries=14)
def tell_again(name, event_id):
    event = Event.objects.get(pk=event_id)
    follower = dispatch.find(event.kind, name)
    if follower is not None:
        follower(event)


@job(lease=600)
def forget_addresses(user_id):
    forgetting.forget_addresses(user_id)


@every(24 * 60 * 60)
@job(lease=3600)
def prune_events():
    pruning.prune()
