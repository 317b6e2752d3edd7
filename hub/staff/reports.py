"""The queue of reports. A decision is made once."""

from django import forms
from django.contrib import admin, messages
from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.operators import reports
from hub.operators.errors import AlreadyDecided
from hub.operators.models import Report
from hub.staff.acting import by


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ["decision", "note"]
        help_texts = {
            "note": gettext_lazy(
                "Mailed to the owner, and shown as the reason of a suspension. Say nothing of who reported it."
            )
        }

    def clean(self):
        data = super().clean()
        if not data.get("decision"):
            self.add_error("decision", _("Decide what becomes of it."))
        elif data["decision"] == Report.Decision.NOTED and not data.get("note"):
            self.add_error("note", _("Write what the owner should know."))
        return data


class IsOpen(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", _("Open")), ("decided", _("Decided"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(decided_at__isnull=self.value() == "open")


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """Open ones first, the oldest of them on top. A decision is made once."""

    form = DecisionForm
    list_display = [
        *["full_name", "now", "reason", "reporter", "created_at", "decision"],
    ]
    list_filter = [IsOpen, "reason", "decision"]
    list_select_related = ["reporter", "repository"]
    search_fields = ["full_name"]
    told = ["full_name", "now", "reason", "text", "reporter", "created_at"]
    fields = [*told, "decision", "note", "decided_by", "decided_at"]

    def get_ordering(self, request):
        """Open ones first, on every database."""
        return [F("decided_at").asc(nulls_first=True), "pk"]

    def get_readonly_fields(self, request, obj=None):
        return [*self.told, "decided_by", "decided_at"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or obj.is_open
        )

    @admin.display(description=gettext_lazy("now"))
    def now(self, report):
        if not report.is_there:
            return _("deleted")
        page = self.link(report)
        if report.repository.parsed_name.namespace == report.namespace:
            return page
        return format_html("{}. {}", page, self.told_of_a_move(report))

    def told_of_a_move(self, report):
        sentence = _(
            "It was transferred since: a suspension hits %(old)s, and a note without one goes to %(new)s."
        )
        name = report.repository.parsed_name
        return sentence % {"old": report.namespace, "new": name.namespace}

    def link(self, report):
        name = report.repository.parsed_name
        kwargs = {"namespace": name.namespace, "name": name.name}
        address = reverse("repository", kwargs=kwargs)
        return format_html('<a href="{}">{}</a>', address, name.familiar)

    def save_model(self, request, obj, form, change):
        try:
            reports.decide(
                report=obj, decision=obj.decision, note=obj.note, by=by(request)
            )
        except AlreadyDecided as refusal:
            messages.error(request, str(refusal))
