"""The queue of reports, invitations and the banner. See hub/staff/admin.py for what holds here."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import F
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.access import actors
from hub.operators import banner, invitations, reports
from hub.operators.errors import AlreadyDecided
from hub.operators.models import Banner, Invitation, Report


def by(request):
    return actors.of_session(request.user).by


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ["decision", "note"]

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
    list_display = ["full_name", "reason", "reporter", "created_at", "decision"]
    list_filter = [IsOpen, "reason", "decision"]
    list_select_related = ["reporter"]
    search_fields = ["full_name"]
    told = ["full_name", "link", "reason", "text", "reporter", "created_at"]
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

    @admin.display(description=gettext_lazy("page"))
    def link(self, report):
        if report.repository is None:
            return _("gone")
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


class InvitationForm(forms.ModelForm):
    days = forms.IntegerField(
        label=gettext_lazy("Works for so many days"),
        min_value=1,
        max_value=365,
        initial=7,
    )

    class Meta:
        model = Invitation
        fields = ["note"]


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    form = InvitationForm
    list_display = ["note", "created_by", "expires_at", "used_by", "withdrawn_at"]
    list_select_related = ["created_by", "used_by"]
    search_fields = ["note"]
    actions = ["withdraw"]

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["note", "days"]
        return [
            *["note", "created_by", "created_at", "expires_at"],
            *["used_at", "used_by", "withdrawn_at"],
        ]

    def has_add_permission(self, request):
        return settings.HUB_SIGN_UP != invitations.CLOSED

    def has_change_permission(self, request, obj=None):
        # The list's actions need it; what was sent is not changed.
        return obj is None

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        made, secret = invitations.invite(
            note=obj.note, days=form.cleaned_data["days"], by=by(request)
        )
        obj.pk = made.pk
        obj.refresh_from_db()
        # Kept on the request: the page that answers shows it, and no cookie carries it.
        path = reverse("account_invited", args=[secret])
        request.invitation_link = request.build_absolute_uri(path)

    def response_add(self, request, obj, post_url_continue=None):
        """The link is shown once, on the answer itself."""
        context = self.admin_site.each_context(request) | {
            "title": _("Send this link"),
            "opts": self.opts,
            "link": request.invitation_link,
        }
        return TemplateResponse(request, "admin/invitation.html", context)

    @admin.action(description=gettext_lazy("Withdraw"))
    def withdraw(self, request, queryset):
        for invitation in queryset:
            invitations.withdraw(invitation=invitation, by=by(request))


class BannerForm(forms.ModelForm):
    # One field with one label, where Django's own makes two of it.
    until = forms.DateTimeField(
        label=gettext_lazy("Until, UTC"),
        required=False,
        help_text=gettext_lazy("Empty: until it is taken away."),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
    )

    class Meta:
        model = Banner
        fields = ["text", "level", "until"]


@admin.register(Banner)
class BannerAdmin(admin.ModelAdmin):
    form = BannerForm
    list_display = ["text", "level", "until"]

    def has_add_permission(self, request):
        return not Banner.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.pk = Banner.THE_ONE
        banner.put_up(text=obj.text, level=obj.level, until=obj.until, by=by(request))
