"""As whom an operator acts, and rows that are only looked at."""

from hub.access import actors


def by(request):
    return actors.of_session(request.user).by


class ReadOnly:
    """Rows to look at; what may be done with them are actions."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in self.opts.fields]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        nothing_to_save = {"show_save": False, "show_save_and_continue": False}
        more = (extra_context or {}) | nothing_to_save
        return super().change_view(request, object_id, form_url, more)
