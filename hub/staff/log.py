"""What happened, and what the worker did: only to look at."""

from django.contrib import admin
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from hub.events.models import Event
from hub.staff.acting import ReadOnly


@admin.register(Event)
class EventAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "__str__", "actor", "credential"]
    list_select_related = ["actor"]
    search_fields = ["=namespace", "=repository"]
    # Counting all of them would cost more than the page.
    show_full_result_count = False
    ordering = ["-pk"]

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(DBTaskResult)
class JobAdmin(DBTaskResultAdmin):
    """What the worker did and has yet to do. The identifier, which names nothing to a reader, stands on a row's own page."""

    list_display = ["task_name", "status", "enqueued_at", "started_at", "finished_at"]
    list_filter = ["status"]
