"""Taking along all that the hub keeps of oneself, and leaving."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hub.operators.models import Report
from hub.repositories import leaving, personal_data
from hub.repositories.errors import StillNeeded
from hub.web.accounts.two_factor import Guarded, OwnPasswordForm
from hub.web.confirmation import DeletionForm


class DeleteForm(DeletionForm, OwnPasswordForm):
    field_order = ["confirmation", "current_password"]

    def __init__(self, *args, request, **kwargs):
        name = request.user.username
        super().__init__(*args, to_type=name, request=request, **kwargs)


class DeleteAccount(Guarded):
    extra_context = {"part": "leaving"}
    form_class = DeleteForm
    template_name = "accounts/delete.html"

    def get_context_data(self, **context):
        refusal = leaving.in_the_way(self.request.user)
        return super().get_context_data(**context) | {"in_the_way": refusal}

    def form_valid(self, form):
        try:
            leaving.delete_account(user=self.request.user, by=self.by)
        except StillNeeded as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        logout(self.request)
        messages.success(self.request, _("The account is deleted."))
        return redirect("home")


def kept_of(user):
    reports = Report.objects.filter(reporter=user)
    return personal_data.of(user) | {
        "reports": reports.values("full_name", "reason", "text", "created_at")
    }


@never_cache
@login_required
@require_safe
def export(request):
    data = {
        name: value if isinstance(value, (dict, int)) else list(value)
        for name, value in kept_of(request.user).items()
    }
    response = JsonResponse(data, json_dumps_params={"indent": 2})
    name = f"berth-{request.user.username}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
