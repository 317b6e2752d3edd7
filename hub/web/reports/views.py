"""Telling operators that something is wrong with a repository."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.operators import reports
from hub.operators.errors import AlreadyReported, TooManyReports
from hub.operators.models import Report
from hub.web.form_pages import note_too_many_tries, status_of
from hub.web.shortcuts import actor_of, get_repository
from hub.web.templatetags.repositories import page_of


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"), choices=Report.Reason.choices
    )
    text = forms.CharField(
        label=gettext_lazy("What did you see?"),
        max_length=2000,
        help_text=gettext_lazy(
            "Name the tag, and what shows it. Only operators read this."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def save(self, repository, by):
        """Whether it was done; if not, the refusal is on the form."""
        try:
            reports.report(repository=repository, by=by, **self.cleaned_data)
        except AlreadyReported as refusal:
            self.add_error(None, str(refusal))
        except TooManyReports as refusal:
            note_too_many_tries(self, refusal)
        return not self.errors


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, namespace, name):
    """For whoever may pull it; the link to it stands on public ones."""
    repository = get_repository(request, namespace, name)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and form.is_valid()
        and form.save(repository, actor_of(request).by)
    ):
        messages.success(
            request, _("Thank you. The people who run this hub will look.")
        )
        return redirect(page_of(repository))
    context = {"repository": repository, "form": form}
    response = render(
        request,
        "reports/report.html",
        context,
        status=status_of(form) if form.errors else 200,
    )
    if retry_after := getattr(form, "retry_after", None):
        response["Retry-After"] = str(retry_after)
    return response
