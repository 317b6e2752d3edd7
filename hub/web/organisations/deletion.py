"""The end of an organisation, asked for by one of its owners with the name typed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hub.repositories import organisations as services
from hub.repositories.errors import OrganisationInUse
from hub.web.confirmation import DeletionForm
from hub.web.form_pages import REFUSED
from hub.web.shortcuts import actor_of, get_own_organisation


class DeleteForm(DeletionForm):
    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, to_type=organisation.name, **kwargs)
        self.organisation = organisation

    def delete(self, by):
        """Whether it was done; if not, the refusal is on the form."""
        try:
            services.delete(organisation=self.organisation, by=by)
        except OrganisationInUse as refusal:
            self.add_error(None, str(refusal))
        return not self.errors


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, name):
    organisation = get_own_organisation(request, name)
    if organisation.is_library:
        raise PermissionDenied
    form = DeleteForm(
        request.POST if request.method == "POST" else None, organisation=organisation
    )
    if form.is_bound and form.is_valid() and form.delete(actor_of(request).by):
        messages.success(request, _("%(name)s is deleted.") % {"name": name})
        return redirect("organisations")
    context = {
        "namespace": organisation,
        "form": form,
        "member_count": organisation.memberships.count(),
        "in_the_way": services.in_the_way(organisation),
    }
    status = REFUSED if form.errors else 200
    return render(request, "organisations/delete.html", context, status=status)
