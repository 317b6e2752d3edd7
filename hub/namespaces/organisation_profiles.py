"""What organisations say of themselves, all of it optional. It stands on their page, for everybody."""

from django.db import transaction

from hub.events.record import record
from hub.namespaces.models import OrganisationProfile


@transaction.atomic
def edit(*, organisation, display_name, about, link, place, by):
    words = {"display_name": display_name, "about": about, "link": link, "place": place}
    OrganisationProfile.objects.update_or_create(namespace=organisation, defaults=words)
    record("organisation.edit_profile", by=by, namespace=organisation.name)
