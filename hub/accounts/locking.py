"""The row of a person is the lock on what opens their account: addresses, second factors, links."""

from hub.accounts.models import User


def lock(user):
    """Until the transaction ends nobody else counts or changes them."""
    User.objects.select_for_update().get(pk=user.pk)
