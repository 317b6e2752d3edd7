"""Actions that are asked about first. Some want a reason: those whom it hits are told, and it stands in the log."""

from functools import wraps

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("Shown to those whom it hits, and kept in the activity log."),
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
            return ask(admin, request, queryset, question, form=form)

        return ask_or_act

    return decorate


def when_sure(question):
    """For an admin action that cannot simply be taken back."""

    def decorate(action):
        @wraps(action)
        def ask_or_act(admin, request, queryset):
            if "is_sure" in request.POST:
                return action(admin, request, queryset)
            return ask(admin, request, queryset, question)

        return ask_or_act

    return decorate


def ask(admin, request, queryset, question, *, form=None):
    context = admin.admin_site.each_context(request) | {
        "title": question,
        "opts": admin.opts,
        "form": form,
        "rows": queryset,
        "action": request.POST.get("action", ""),
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/ask.html", context)
