"""Access tokens: revoked. Their secrets are nobody's to see."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from hub.accounts import access_tokens
from hub.accounts.models import AccessToken
from hub.staff.acting import ReadOnly, by
from hub.staff.asking import when_sure


@admin.register(AccessToken)
class AccessTokenAdmin(ReadOnly, admin.ModelAdmin):
    list_display = [
        *["label", "namespace", "scope"],
        *["expires_at", "last_used_at", "revoked_at"],
    ]
    list_filter = ["scope"]
    list_select_related = ["namespace"]
    search_fields = ["label", "namespace__name"]
    exclude = ["secret_sha256"]
    actions = ["revoke"]

    def get_readonly_fields(self, request, obj=None):
        shown = super().get_readonly_fields(request, obj)
        return [name for name in shown if name not in self.exclude]

    @admin.action(description=gettext_lazy("Revoke"))
    @when_sure(
        gettext_lazy("Revoke these access tokens? What uses them stops working.")
    )
    def revoke(self, request, queryset):
        for token in queryset.filter(revoked_at=None):
            access_tokens.revoke_access_token(token=token, by=by(request))
