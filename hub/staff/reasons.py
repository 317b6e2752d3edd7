"""Actions that ask for a reason first: it stands in the log, for whoever has to explain it later."""

from functools import wraps

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("Kept in the activity log."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def with_reason(question):
    """For an admin action, which is given `reason` once there is one; before, a page asks for it."""

    def decorate(action):
        @wraps(action)
        def ask_or_act(admin, request, queryset):
            # The list's own form, which brings people here, has no such field.
            form = ReasonForm(request.POST if "reason" in request.POST else None)
            if form.is_valid():
                return action(admin, request, queryset, form.cleaned_data["reason"])
            context = admin.admin_site.each_context(request) | {
                "title": question,
                "opts": admin.opts,
                "form": form,
                "rows": queryset,
                "action": request.POST.get("action", ""),
                "checkbox": ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/reason.html", context)

        return ask_or_act

    return decorate
