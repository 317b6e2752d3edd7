"""What each kind of event is called, and what more its row tells."""

from django.utils.translation import gettext, gettext_lazy

KINDS = {
    "repository.create": gettext_lazy("Repository created"),
    "repository.edit": gettext_lazy("Repository edited"),
    "repository.visibility": gettext_lazy("Visibility changed"),
    "repository.rename": gettext_lazy("Repository renamed"),
    "repository.archive": gettext_lazy("Repository archived"),
    "repository.unarchive": gettext_lazy("Repository taken out of the archive"),
    "repository.delete": gettext_lazy("Repository deleted"),
    "repository.restore": gettext_lazy("Repository restored"),
    "repository.categorize": gettext_lazy("Categories changed"),
    "repository.leave": gettext_lazy("Repository given away"),
    "repository.transfer": gettext_lazy("Repository taken over"),
    "grant.set": gettext_lazy("Collaborator added or changed"),
    "grant.revoke": gettext_lazy("Collaborator removed"),
    "tag.push": gettext_lazy("Tag pushed"),
    "tag.restore": gettext_lazy("Tag restored"),
    "tag.delete": gettext_lazy("Tag deleted"),
    "manifest.push": gettext_lazy("Manifest pushed"),
    "manifest.delete": gettext_lazy("Manifest deleted"),
    "token.create": gettext_lazy("Access token created"),
    "token.revoke": gettext_lazy("Access token revoked"),
    "docker_login.create": gettext_lazy("docker login"),
    "docker_login.revoke": gettext_lazy("Docker login revoked"),
    "account.sign_up": gettext_lazy("Account created"),
    "account.set_password": gettext_lazy("Password set"),
    "account.link": gettext_lazy("Sign-in linked"),
    "account.unlink": gettext_lazy("Sign-in unlinked"),
    "account.two_factor": gettext_lazy("Two-factor changed"),
    "two_factor.add_app": gettext_lazy("Authenticator app added"),
    "two_factor.remove_app": gettext_lazy("Authenticator app removed"),
    "two_factor.add_passkey": gettext_lazy("Passkey added"),
    "two_factor.rename_passkey": gettext_lazy("Passkey renamed"),
    "two_factor.remove_passkey": gettext_lazy("Passkey removed"),
    "two_factor.new_recovery_codes": gettext_lazy("New recovery codes"),
    "two_factor.turn_off": gettext_lazy("Two-factor turned off by an operator"),
    "session.revoke": gettext_lazy("Browser signed out"),
    "account.edit_profile": gettext_lazy("Profile edited"),
    "account.add_email": gettext_lazy("Email added"),
    "account.remove_email": gettext_lazy("Email removed"),
    "account.confirm_email": gettext_lazy("Email confirmed"),
    "account.change_email": gettext_lazy("Email changed"),
    "account.staff": gettext_lazy("Operator rights changed"),
    "account.deactivate": gettext_lazy("Person suspended"),
    "account.activate": gettext_lazy("Person restored"),
    "account.delete": gettext_lazy("Account deleted"),
    "organisation.create": gettext_lazy("Organisation created"),
    "organisation.edit_profile": gettext_lazy("Organisation's profile edited"),
    "organisation.delete": gettext_lazy("Organisation deleted"),
    "namespace.settings": gettext_lazy("Namespace settings changed"),
    "namespace.picture": gettext_lazy("Picture changed"),
    "namespace.allowance": gettext_lazy("Allowance changed"),
    "namespace.verify": gettext_lazy("Verified mark changed"),
    "namespace.deactivate": gettext_lazy("Namespace suspended"),
    "namespace.activate": gettext_lazy("Namespace restored"),
    "invitation.create": gettext_lazy("Invitation made"),
    "invitation.send": gettext_lazy("Invitation sent"),
    "invitation.decline": gettext_lazy("Invitation declined"),
    "member.join": gettext_lazy("Member joined"),
    "member.role": gettext_lazy("Member's role changed"),
    "member.leave": gettext_lazy("Member left"),
    "member.remove": gettext_lazy("Member removed"),
    "team.create": gettext_lazy("Team created"),
    "team.delete": gettext_lazy("Team deleted"),
    "team.add": gettext_lazy("Added to a team"),
    "team.remove": gettext_lazy("Taken out of a team"),
    "invitation.take_back": gettext_lazy("Invitation taken back"),
    "invitation.withdraw": gettext_lazy("Invitation withdrawn"),
    "invitation.use": gettext_lazy("Invitation used"),
    "report.decide": gettext_lazy("Report decided"),
    "banner.set": gettext_lazy("Banner changed"),
}
CREDENTIALS = {
    "session": gettext_lazy("browser"),
    "password": gettext_lazy("password"),
    "mail": gettext_lazy("link in a mail"),
    "provider": gettext_lazy("sign-in elsewhere"),
    "command": gettext_lazy("command line"),
    "token": gettext_lazy("access token"),
    "login": gettext_lazy("docker login"),
}
# Of an event's data, what people look for; the rest is for the followers.
TOLD = (
    "user",
    "team",
    "role",
    "label",
    "scope",
    "reason",
    "decision",
)

# What each says when it is true, and when not.
SWITCHES = {
    "is_private": (gettext_lazy("private"), gettext_lazy("public")),
    "pushes_are_private": (gettext_lazy("private"), gettext_lazy("public")),
    "is_verified": (gettext_lazy("verified"), gettext_lazy("not verified")),
    "is_staff": (gettext_lazy("operator"), gettext_lazy("no operator")),
    "has_picture": (gettext_lazy("new picture"), gettext_lazy("no picture")),
    "is_on": (gettext_lazy("on"), gettext_lazy("off")),
}


def kind(event):
    """The bare kind where a newer part of the hub wrote one that stands not above."""
    return KINDS.get(event.kind, event.kind)


def credential(event):
    """“access token 7”, “browser”; empty for the hub itself."""
    name, _colon, number = event.credential.partition(":")
    word = CREDENTIALS.get(name, name)
    return f"{word} {number}".strip()


def who(event):
    """A person, or the token of an organisation; empty for the hub itself."""
    if token := event.data.get("token"):
        words = {"token": token, "organisation": event.namespace}
        return gettext("token %(token)s of %(organisation)s") % words
    return author(event)


def author(event):
    """For everybody: what an organisation calls its tokens is its own business."""
    if event.actor:
        return event.actor.username
    return event.namespace if "token" in event.data else ""


def subject(event):
    name = event.repository or event.namespace
    return f"{name}:{event.tag}" if event.tag else name


def other_names(event):
    """What it was called before, and whose it is now."""
    if previous := event.data.get("previous"):
        yield gettext("it was %(name)s") % {"name": previous}
    if to := event.data.get("to"):
        yield gettext("to %(name)s") % {"name": to}


def detail(event):
    parts = [*other_names(event)]
    parts += [str(event.data[key]) for key in TOLD if event.data.get(key)]
    for key, (yes, no) in SWITCHES.items():
        if key in event.data:
            parts.append(str(yes if event.data[key] else no))
    if event.digest:
        parts.append(event.digest.partition(":")[2][:12])
    return ", ".join(parts)
