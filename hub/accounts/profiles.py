"""What people say of themselves, all of it optional. It stands on the page of their namespace, for everybody."""

from django.db import transaction

from hub.accounts.models import Profile
from hub.events.record import record


def of(user_id) -> Profile:
    """One that says nothing, where nothing was said."""
    return Profile.objects.filter(user_id=user_id).first() or Profile(user_id=user_id)


@transaction.atomic
def edit(*, user, display_name, about, link, place, by):
    words = {"display_name": display_name, "about": about, "link": link, "place": place}
    Profile.objects.update_or_create(user=user, defaults=words)
    record("account.edit_profile", by=by, namespace=user.username)
