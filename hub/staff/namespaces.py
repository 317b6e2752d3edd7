"""Namespaces: suspended, restored, verified, and how many private repositories they may have."""

from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.namespaces import services as namespaces
from hub.namespaces.models import Namespace
from hub.repositories import quota
from hub.staff.acting import by
from hub.staff.asking import with_reason

ALLOWED = gettext_lazy("private repositories allowed")


class NamespaceForm(forms.ModelForm):
    class Meta:
        model = Namespace
        fields = [
            *["is_verified"],
            *["private_repositories", "has_unlimited_private_repositories"],
        ]
        labels = {"private_repositories": capfirst(ALLOWED)}


@admin.register(Namespace)
class NamespaceAdmin(admin.ModelAdmin):
    form = NamespaceForm
    list_display = [
        *["name", "kind", "is_verified", "is_active"],
        *["used", "allowed"],
    ]
    list_filter = ["kind", "is_verified", "is_active"]
    search_fields = ["name"]
    readonly_fields = ["name", "kind", "owner", "is_active", "created_at", "used"]
    fields = [
        *["name", "kind", "owner", "is_active", "created_at", "used"],
        *["is_verified"],
        *["private_repositories", "has_unlimited_private_repositories"],
    ]
    actions = ["deactivate", "activate", "verify", "unverify"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).exclude(kind=Namespace.Kind.RESERVED)
        return quota.with_used(rows)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("private repositories used"))
    def used(self, namespace):
        return namespace.used

    @admin.display(description=ALLOWED)
    def allowed(self, namespace):
        return _("any number") if namespace.allowance is None else namespace.allowance

    def save_model(self, request, obj, form, change):
        namespaces.set_verified(
            namespace=obj, is_verified=obj.is_verified, by=by(request)
        )
        if form.changed_data == ["is_verified"]:
            return
        if obj.has_unlimited_private_repositories:
            namespaces.lift_allowance(namespace=obj, by=by(request))
        else:
            namespaces.set_allowance(
                namespace=obj,
                private_repositories=obj.private_repositories,
                by=by(request),
            )

    @admin.action(description=gettext_lazy("Suspend: nobody sees what is in them"))
    @with_reason(gettext_lazy("Suspend these namespaces?"))
    def deactivate(self, request, queryset, reason):
        for namespace in queryset:
            namespaces.deactivate(namespace=namespace, by=by(request), reason=reason)

    @admin.action(description=gettext_lazy("Restore"))
    @with_reason(gettext_lazy("Restore these namespaces?"))
    def activate(self, request, queryset, reason):
        for namespace in queryset:
            namespaces.activate(namespace=namespace, by=by(request), reason=reason)

    @admin.action(description=gettext_lazy("Mark as verified publishers"))
    def verify(self, request, queryset):
        self.mark(request, queryset, is_verified=True)

    @admin.action(description=gettext_lazy("Take the mark away"))
    def unverify(self, request, queryset):
        self.mark(request, queryset, is_verified=False)

    def mark(self, request, queryset, *, is_verified):
        for namespace in queryset:
            namespaces.set_verified(
                namespace=namespace, is_verified=is_verified, by=by(request)
            )
