"""What the roles in an organisation are called, and what each may do."""

from django.utils.translation import gettext_lazy as _

from hub.namespaces.models import Membership

NAMES = {
    Membership.Role.OWNER: _("Owner"),
    Membership.Role.EDITOR: _("Editor"),
    Membership.Role.MEMBER: _("Member"),
}
SENTENCES = {
    Membership.Role.OWNER: _("Everything, members and settings included."),
    Membership.Role.EDITOR: _("Creates repositories, and manages all of them."),
    Membership.Role.MEMBER: _("May do what teams and repositories allow."),
}
CHOICES = [(role, NAMES[role]) for role in reversed(NAMES)]
