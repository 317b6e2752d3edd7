"""Links by which one person may sign up, once."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.addresses import whole
from hub.operators import invitations
from hub.operators.models import Invitation
from hub.staff.acting import by
from hub.staff.asking import when_sure


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
        request.invitation_link = whole(request, path)

    def response_add(self, request, obj, post_url_continue=None):
        """The link is shown once, on the answer itself."""
        context = self.admin_site.each_context(request) | {
            "title": _("Send this link"),
            "opts": self.opts,
            "link": request.invitation_link,
        }
        return TemplateResponse(request, "admin/invitation.html", context)

    @admin.action(description=gettext_lazy("Withdraw"))
    @when_sure(gettext_lazy("Withdraw these invitations? Their links stop working."))
    def withdraw(self, request, queryset):
        for invitation in queryset:
            invitations.withdraw(invitation=invitation, by=by(request))
