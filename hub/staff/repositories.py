"""Repositories: made public, private, deleted."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy

from hub.repositories import services as repositories
from hub.repositories.errors import PrivateAllowanceUsed
from hub.repositories.models import Repository
from hub.staff.acting import ReadOnly, by
from hub.staff.asking import when_sure


@admin.register(Repository)
class RepositoryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["full_name", "is_private", "pushed_at", "created_at"]
    list_filter = ["is_private"]
    search_fields = ["full_name", "description"]
    ordering = ["full_name"]
    actions = ["make_public", "make_private"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(deleted_at=None)

    @admin.action(description=gettext_lazy("Make public"))
    @when_sure(gettext_lazy("Make these public? Everybody may then pull them."))
    def make_public(self, request, queryset):
        self.each(repositories.make_public, request, queryset)

    @admin.action(description=gettext_lazy("Make private"))
    @when_sure(
        gettext_lazy("Make these private? Only those who are named may then pull them.")
    )
    def make_private(self, request, queryset):
        self.each(repositories.make_private, request, queryset)

    def each(self, change, request, queryset):
        for repository in queryset:
            try:
                change(repository=repository, by=by(request))
            except PrivateAllowanceUsed as refusal:
                messages.error(request, f"{repository}: {refusal}")
            except Repository.DoesNotExist:
                pass  # deleted meanwhile, which is public enough

    # Deleting asks first, by Django's own page; it need not count every layer for that.

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    def get_deleted_objects(self, objs, request):
        listed = [str(repository) for repository in objs]
        return listed, {self.opts.verbose_name_plural: len(listed)}, set(), []

    def delete_model(self, request, obj):
        repositories.delete(repository=obj, by=by(request))

    def delete_queryset(self, request, queryset):
        for repository in queryset:
            self.delete_model(request, repository)
