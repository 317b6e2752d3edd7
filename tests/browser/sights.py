"""What there is to see: every page of the hub in every state that looks different.

A page that is missing here fails test_sights.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory, override_settings

from hub.web import errors
from hub.web.help.views import TOPICS
from tests.browser import axe, elsewhere
from tests.browser.seeds import LONG_PERSON, LONG_REPOSITORY, LONG_TAG
from tests.world import PASSWORD

WRONG = "not-my-password"
CONFIRMED = {"Type alice/app to confirm": "alice/app"}


@dataclass(frozen=True)
class Sight:
    """`says` stands in the page's main part, so that no other page passes for it.

    `who` is signed in; `do` brings the page into the state; `answer` makes it where no address of a hub that is well does.
    """

    route: str
    path: str
    says: str
    who: str = ""
    do: Callable = lambda page: None
    answer: Callable | None = None
    state: str = ""

    @property
    def is_ours(self):
        """Django's admin brings its own styles and scripts."""
        return not self.route.startswith("admin:")

    def __str__(self):
        return f"{self.route} {self.path} {self.who} {self.state}".strip()


def press(name, /, **fields):
    """Fill in these fields and press the button."""

    def do(page):
        for label, value in fields.items():
            field = page.get_by_label(label.replace("_", " "), exact=True)
            field.fill(value)
        page.get_by_role("button", name=name, exact=True).click()

    return do


def choose(radio, button):
    def do(page):
        page.get_by_role("radio", name=radio, exact=True).check()
        page.get_by_role("button", name=button, exact=True).click()

    return do


def create_private(page):
    page.get_by_label("Name", exact=True).fill("second")
    choose("Private", "Create repository")(page)


def open_by_button(name):
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


def open_menu(page):
    page.get_by_role("button", name="Account menu, alice").click()


def open_phone_menu(page):
    page.set_viewport_size(axe.PHONE)
    page.get_by_role("button", name="Menu", exact=True).click()


def come_to_second_step(page):
    press("Sign in", Username_or_email="tess", Password=PASSWORD)(page)


def come_to_recovery_code(page):
    come_to_second_step(page)
    page.get_by_role("link", name="Use a recovery code").click()


def send_no_passkey(page):
    page.locator("form[data-passkey]").evaluate("form => form.submit()")


def open_dialog(page):
    page.get_by_role("link", name="Delete repository…").click()


def choose_images(*tags):
    def do(page):
        for tag in tags:
            page.get_by_role("checkbox", name=f"Choose {tag}", exact=True).check()
        page.get_by_role("button", name="Delete chosen…").click()

    return do


def open_table(page):
    page.get_by_text("Show as a table").click()


def open_theme(page):
    page.get_by_text("Theme: ").click()


def open_languages(page):
    page.get_by_text("Language: English").click()


def answer_of_closed_hub():
    with override_settings(HUB_SIGN_UP="closed"):
        return Client().get("/account/sign-up/", SERVER_NAME="localhost")


def answer_to_unknown_host():
    return Client().get("/", SERVER_NAME="berth.example")


def answer_to_forged_form():
    forging = Client(enforce_csrf_checks=True)
    return forging.post("/account/sign-in/", SERVER_NAME="localhost")


def answer_to_too_long():
    return errors.bad_request(RequestFactory().get("/"), RequestDataTooBig())


def answer_to_too_many():
    return errors.too_many_requests(RequestFactory().get("/"), seconds=90)


def answer_of_a_fault():
    return errors.server_error(RequestFactory().get("/"))


def answer_while_away():
    return errors.unavailable(RequestFactory().get("/"))


SEEDED = [
    Sight("home", "/", "Every image needs a berth."),
    Sight("home", "/", "Welcome, alice", "alice"),
    Sight("home", "/", "Welcome, alice", "alice", open_menu, state="menu"),
    Sight(
        "home", "/", "Welcome, alice", "alice", open_phone_menu, state="phone menu"
    ),
    Sight("home", "/", "Welcome, nora", "nora"),
    Sight("home", "/", "Every image needs", do=open_theme, state="themes"),
    Sight("home", "/", "Every image needs", do=open_languages, state="languages"),
    Sight("explore", "/explore/", "public repositories with an image"),
    Sight("explore", "/explore/?page=2", "public repositories", state="page 2"),
    Sight("search", "/search/?q=ferry", "results for “ferry”"),
    Sight("search", "/search/?q=ferry", "results for “ferry”", "alice"),
    Sight("search", "/search/", "All repositories", state="no words"),
    Sight(
        "search", "/search/?architecture=amd64&kind=image&os=linux", "repositories",
        "alice", state="narrowed",
    ),
    Sight("search", "/search/?os=windows&trust=official", "Clear all filters"),
    Sight("search", "/search/?trust=verified&sort=pulls", "Verified publisher"),
    Sight("search", "/search/?q=ferrry", "spelled like it", state="misspelt"),
    Sight("search", "/search/?q=nothing-of-this", "Nothing matches", state="none"),
    Sight("search", f"/search/?q={'long' * 50}", "Nothing matches", state="long"),
    Sight("my_repositories", "/repositories/", "My repositories", "alice"),
    Sight("my_repositories", "/repositories/", "Push a first image", "nora"),
    Sight("my_repositories", "/repositories/?name=zzz", "No repository", "alice"),
    Sight("shared_with_me", "/repositories/shared/", "alice/app", "bob"),
    Sight("shared_with_me", "/repositories/shared/", "Nobody shares", "nora"),
    Sight("shared_leave", "/repositories/shared/alice/app/leave/", "Leave al", "bob"),
    Sight("statistics", "/alice/app/statistics/", "Pulls a day"),
    Sight("statistics", "/alice/app/statistics/?days=90", "Pulls a week", do=open_table),
    Sight("statistics", "/_/nginx/statistics/?days=7", "No pulls yet"),
    Sight("watching", "/repositories/watching/", "nginx", "alice"),
    Sight("watching", "/repositories/watching/", "Nothing watched yet", "nora"),
    Sight("watch_stop", "{stop_path}", "Stop watching?"),
    Sight("starred", "/repositories/starred/", "nginx", "alice"),
    Sight("starred", "/repositories/starred/", "No star given yet", "nora"),
    Sight("namespace", "/alice/", "app-1"),
    Sight("namespace", "/alice/", "app-1", "alice"),
    Sight("namespace", "/bob/", "Pier 4"),
    Sight("namespace", "/nora/", "nora has no public image yet"),
    Sight("namespace", "/nora/", "Push a first image", "nora"),
    Sight("namespace", "/library/", "nginx"),
    Sight("namespace", f"/{LONG_PERSON}/", LONG_REPOSITORY),
    Sight("help", "/help/", "First push"),
    *(
        Sight("help_topic", f"/help/{key}/", str(topic.title))
        for key, topic in TOPICS.items()
    ),
    # A repository
    Sight("repository", "/alice/app/", "Ferry timetable"),
    Sight("repository", "/alice/app/?with=compose", "Ferry timetable", state="compose"),
    Sight("repository", "/alice/app/", "Ferry timetable", "alice"),
    Sight("repository", "/alice/notes/", "Push a first image", "alice"),
    Sight("repository", "/alice/empty/", "No image yet"),
    Sight("repository", "/alice/app-3/", "No overview yet"),
    Sight("repository", "/alice/app-3/", "Write the overview", "alice"),
    Sight("repository", "/_/nginx/", "nginx"),
    Sight("repository", f"/{LONG_PERSON}/{LONG_REPOSITORY}/", "No overview yet"),
    Sight("tags", "/alice/app/tags/", "1.1.0"),
    Sight("tags", "/alice/app/tags/", "1.1.0", "alice"),
    Sight("tags", "/alice/app/tags/?page=2", "0.", state="page 2"),
    Sight(
        "tags", "/alice/app/tags/", "windows/amd64",
        do=open_by_button("Show platforms of 1.1.0"), state="unfolded",
    ),
    Sight("tags", "/alice/app/tags/?filter=zzz", "No tag matches", state="none"),
    Sight("tags", "/alice/notes/tags/", "Push a first image", "alice"),
    Sight("tags", "/alice/empty/tags/", "No tag yet"),
    Sight("tags", f"/{LONG_PERSON}/{LONG_REPOSITORY}/tags/", LONG_TAG),
    Sight("tag", "/alice/app/tags/1.1/", "Provenance"),
    Sight("tag", "/alice/app/tags/1.0/", "Added by this image", "alice"),
    Sight("tag", "/alice/app/tags/chart/", "A quay of one"),
    Sight("tag", f"/{LONG_PERSON}/{LONG_REPOSITORY}/tags/{LONG_TAG}/", "Layers"),
    Sight("repository", "/alice/old/", "It can still be pulled."),
    Sight("403.html", "/alice/old/tags/1/delete/", "This cannot be", "alice"),
    Sight("tag_delete", "/alice/app/tags/1.1/delete/", "Delete tag 1.1?", "alice"),
    Sight("tag_delete", "/alice/app/tags/chart/delete/", "No other tag", "alice"),
    Sight("tag_history", "/alice/app/tags/latest/history/", "restored"),
    Sight("tag_history", "/alice/app/tags/latest/history/", "Restore", "alice"),
    Sight("tag_history", "/alice/app/tags/old/history/", "is deleted", "alice"),
    Sight("compare", "/alice/app/compare/", "Choose two tags"),
    Sight("compare", "/alice/app/compare/?from=1.0&to=1.1", "in common"),
    Sight("compare", "/alice/app/compare/?from=9&to=1.1", "There is no “9” here."),
    Sight("untagged", "/alice/app/untagged/", "No tag names these", "alice"),
    Sight("untagged", "/alice/empty/untagged/", "Nothing is untagged", "alice"),
    Sight("manifest", "/alice/app/manifests/{digest}/", "schemaVersion"),
    Sight(
        "images_delete", "/alice/app/tags/", "stop working for docker pull", "alice",
        choose_images("1.1.0", "1.0"), state="chosen",
    ),
    Sight("repository_activity", "/alice/app/activity/", "Tag pushed", "alice"),
    Sight("repository_activity", "/alice/app/activity/", "Tag pushed", "bob"),
    Sight(
        "repository_activity", "/alice/app/activity/?person=nobody", "Nothing matches",
        "alice", state="none",
    ),
    Sight("namespace_activity", "/alice/-/activity/", "Repository", "alice"),
    Sight("hub_activity", "/operators/activity/", "Account created", "olga"),
    Sight("repository_report", "/alice/app/report/", "Report alice/app", "nora"),
    Sight(
        "repository_report", "/alice/app/report/", "reported this already", "charlie",
        press("Send report", **{"What_did_you_see?": "Look"}), state="refused",
    ),
    # Its settings
    Sight("repository_create", "/new/", "Create repository", "alice"),
    Sight("repository_create", "/new/", "Create repository", "olga"),
    Sight(
        "repository_create", "/new/", "app is taken", "alice",
        press("Create repository", Name="app"), state="name taken",
    ),
    Sight(
        "repository_create", "/new/", "alice has used 1 of 1", "alice",
        create_private, state="no room",
    ),
    Sight("repository_settings", "/alice/app/settings/", "Danger zone", "alice"),
    Sight(
        "repository_settings", "/alice/app/settings/", "Preview", "alice",
        press("Preview"), state="preview",
    ),
    Sight(
        "repository_settings", "/alice/app/settings/", "Type alice/app", "alice",
        open_dialog, state="dialog",
    ),
    Sight(
        "repository_visibility", "/alice/app/settings/", "alice has used 1", "alice",
        choose("Private", "Change visibility"), state="no room",
    ),
    Sight("repository_settings", "/alice/old/settings/", "Unarchive", "alice"),
    Sight("repository_move", "/alice/app/settings/move/", "Pulls of", "alice"),
    Sight(
        "repository_move", "/alice/app/settings/move/", "alice/notes is taken", "alice",
        press("Rename or transfer", Name="notes", **CONFIRMED), state="taken",
    ),
    Sight("repository_archive", "/alice/app/settings/archive/", "Archive al", "alice"),
    Sight("repository_delete", "/alice/app/settings/delete/", "Delete alice", "alice"),
    Sight(
        "repository_collaborators", "/alice/app/settings/collaborators/", "bob", "alice"
    ),
    Sight(
        "repository_collaborators", "/alice/empty/settings/collaborators/",
        "Nobody is added yet", "alice",
    ),
    Sight(
        "repository_collaborators", "/alice/app/settings/collaborators/",
        "Nobody here is called zoe", "alice",
        press("Add collaborator", Username="zoe"), state="nobody",
    ),
    Sight("namespace_settings", "/alice/-/settings/", "made by a push", "alice"),
    Sight("namespace_picture", "/alice/-/settings/picture/", "The flag", "alice"),
    Sight("namespace_picture", "/quay/-/settings/picture/", "Remove", "alice"),
    Sight(
        "namespace_picture", "/alice/-/settings/picture/", "Choose a picture first.", "alice",
        lambda page: page.locator("form.form").evaluate("form => form.submit()"),
        state="refused",
    ),
    Sight("deleted_repositories", "/alice/-/settings/deleted/", "gone", "alice"),
    Sight("deleted_repositories", "/nora/-/settings/deleted/", "Nothing was", "nora"),
    Sight(
        "repository_restore", "/alice/-/settings/deleted/", "alice has used 1", "alice",
        open_by_button("Restore alice/gone"), state="no room",
    ),
    # Organisations
    Sight("organisation_create", "/orgs/new/", "Create organisation", "alice"),
    Sight(
        "organisation_create", "/orgs/new/", "bob is taken", "alice",
        press("Create organisation", Name="bob"), state="name taken",
    ),
    Sight("organisations", "/orgs/", "quay", "alice"),
    Sight("organisations", "/orgs/", "invites you", "nora"),
    Sight("organisations", "/orgs/", "You are in no organisation", "olga"),
    Sight("invitation", "{invitation_path}", "Join harbour?", "nora"),
    Sight("invitation", "{invitation_path}", "has ended", "olga"),
    Sight("invitations", "/harbour/-/invitations/", "erik@mail.example", "alice"),
    Sight("invitations", "/quay/-/invitations/", "Nobody is invited", "alice"),
    Sight(
        "invitations", "/quay/-/invitations/", "Nobody here is called zoe", "alice",
        press("Send invitation", Username_or_email="zoe"), state="nobody",
    ),
    Sight("organisation_profile", "/harbour/-/profile/", "Display name", "alice"),
    Sight(
        "organisation_profile", "/harbour/-/profile/", "begins with https://", "alice",
        press("Save changes", Link="ftp://harbour.example"), state="refused",
    ),
    Sight("namespace", "/quay/", "Push a first image", "alice"),
    Sight("deleted_repositories", "/harbour/-/settings/deleted/", "Nothing", "alice"),
    Sight(
        "repository_collaborators", "/harbour/ledger/settings/collaborators/", "crew",
        "alice",
    ),
    Sight("organisation_hand_over", "/harbour/-/hand-over/", "Hand over", "alice"),
    Sight(
        "organisation_hand_over", "/harbour/-/hand-over/", "is no member", "alice",
        press(
            "Hand over", Username_of_the_new_owner="nora",
            Type_harbour_to_confirm="harbour",
        ),
        state="refused",
    ),
    Sight("organisation_tokens", "/harbour/-/tokens/", "made by alice", "alice"),
    Sight("organisation_tokens", "/quay/-/tokens/", "None yet", "alice"),
    Sight(
        "organisation_tokens", "/quay/-/tokens/", "is ready", "alice",
        press("Create token", Name="ci", Limited_to="*"), state="made",
    ),
    Sight(
        "organisation_tokens", "/quay/-/tokens/", "is not in quay", "alice",
        press("Create token", Name="ci", Limited_to="alice/app"), state="refused",
    ),
    Sight("teams", "/harbour/-/teams/", LONG_PERSON, "alice"),
    Sight("teams", "/quay/-/teams/", "No team yet", "alice"),
    Sight("team", "/harbour/-/teams/crew/", "harbour/ledger", "alice"),
    Sight("team", "/harbour/-/teams/crew/", "harbour/ledger", "charlie"),
    Sight("team", f"/harbour/-/teams/{LONG_PERSON}/", "No repository yet", "charlie"),
    Sight(
        "team", "/harbour/-/teams/crew/", "There is no repository", "alice",
        press("Add repository", Repository="zzz"), state="refused",
    ),
    Sight("team_members", "/harbour/-/teams/crew/members/", "charlie", "alice"),
    Sight(
        "team_members", f"/harbour/-/teams/{LONG_PERSON}/members/",
        "Nobody is in it yet", "alice",
    ),
    Sight("team_delete", "/harbour/-/teams/crew/delete/", "Delete team crew", "alice"),
    Sight("namespace_settings", "/harbour/-/settings/", "Danger zone", "alice"),
    Sight("organisation_delete", "/harbour/-/delete/", "Delete harbour?", "alice"),
    Sight("namespace", "/harbour/", "harbour/ledger", "alice"),
    Sight("members", "/harbour/-/members/", LONG_PERSON, "alice"),
    Sight("members", "/harbour/-/members/", "Leave", "charlie"),
    Sight("members", "/harbour/-/members/?member=zz", "No member", "alice"),
    Sight("members", "/library/-/members/", "No members yet", "olga"),
    Sight(
        "member_remove", "/harbour/-/members/bob/remove/", "Remove bob from", "alice"
    ),
    Sight(
        "member_remove", "/harbour/-/members/alice/remove/", "the last owner", "alice",
        press("Leave harbour"), state="refused",
    ),
    # An account
    Sight("account_signup", "/account/sign-up/", "Create account"),
    Sight(
        "account_signup", "/account/sign-up/", "alice is taken",
        do=press(
            "Create account",
            Username="alice", Email="alice@mail.example", Password="123456789",
        ),
        state="refused",
    ),
    Sight("account_invited", "{sign_up_path}", "You are invited."),
    Sight(
        "account_invited", "/account/sign-up/key/x/", "This invitation has ended",
        state="ended",
    ),
    Sight(
        "account_signup", "/account/sign-up/", "Sign-up is closed",
        answer=answer_of_closed_hub, state="closed",
    ),
    Sight("account_login", "/account/sign-in/", "Sign in"),
    Sight(
        "account_login", "/account/sign-in/", "That did not match.",
        do=press("Sign in", Username_or_email="alice", Password=WRONG), state="refused",
    ),
    Sight(
        "mfa_authenticate", "/account/sign-in/", "6 digits from your authenticator",
        do=come_to_second_step, state="second step",
    ),
    Sight(
        "sign_in_recovery_code", "/account/sign-in/", "Each works once.",
        do=come_to_recovery_code, state="recovery code",
    ),
    Sight(
        "account_login", "/account/sign-in/", "Continue with GitHub",
        answer=elsewhere.page("/account/sign-in/"), state="providers",
    ),
    Sight(
        "account_login", "/account/sign-in/", "Operators: sign in with a password",
        answer=elsewhere.page("/account/sign-in/", HUB_SIGN_IN_ONLY="oidc"),
        state="one provider",
    ),
    Sight(
        "account_signup", "/account/sign-up/", "with the sign-in below",
        answer=elsewhere.page("/account/sign-up/", HUB_SIGN_IN_ONLY="oidc"),
        state="one provider",
    ),
    Sight(
        "account_reset_password", "/account/password/reset/", "Passwords are closed",
        answer=elsewhere.page("/account/password/reset/", HUB_SIGN_IN_ONLY="oidc"),
        state="closed",
    ),
    Sight(
        "provider_sign_in", "/account/sign-in/", "On to Harbour Pass",
        answer=elsewhere.on_the_way,
    ),
    Sight(
        "provider_callback", "/account/sign-in/", "cannot be reached",
        answer=elsewhere.away,
    ),
    Sight(
        "socialaccount_signup", "/account/sign-up/with/", "Choose a username",
        answer=elsewhere.newcomer,
    ),
    Sight("sign_in_methods", "/account/methods/", "What opens your", "alice"),
    Sight(
        "sign_in_methods", "/account/methods/", "Link Harbour Pass…",
        answer=elsewhere.page("/account/methods/", elsewhere.PIA), state="linked",
    ),
    Sight(
        "provider_link", "/account/methods/", "as you gets in here",
        answer=elsewhere.page("/account/methods/link/oidc/", elsewhere.PIA),
    ),
    Sight(
        "provider_unlink", "/account/methods/", "Unlink GitHub?",
        answer=elsewhere.page("/account/methods/{link}/unlink/", elsewhere.PIA),
    ),
    Sight(
        "prove", "/account/prove/", "has no password",
        answer=elsewhere.page("/account/prove/", elsewhere.PIA),
    ),
    Sight("passkey_prove", "/account/prove/passkey/", "Use passkey", "tess"),
    Sight("two_factor", "/account/two-factor/", "sign-in is off", "alice"),
    Sight("two_factor", "/account/two-factor/", "sign-in is on", "tess"),
    Sight("two_factor_app", "/account/two-factor/app/", "Scan the square", "alice"),
    Sight(
        "two_factor_app", "/account/two-factor/app/", "did not match", "alice",
        press("Turn on", Code="123456", Current_password=PASSWORD), state="refused",
    ),
    Sight(
        "two_factor_app_remove", "/account/two-factor/app/remove/", "Remove app", "tess"
    ),
    Sight(
        "two_factor_recovery_codes", "/account/two-factor/recovery-codes/",
        "Copy them now.", "tess", press("Make new codes", Current_password=PASSWORD),
        state="codes",
    ),
    Sight("passkey_add", "/account/two-factor/passkey/", "Add a passkey", "alice"),
    Sight("passkey_rename", "{passkey_path}rename/", "Rename passkey", "tess"),
    Sight("passkey_remove", "{passkey_path}remove/", "Remove Laptop?", "tess"),
    Sight("sign_in_passkey", "/account/sign-in/passkey/", "Use passkey"),
    Sight(
        "sign_in_passkey", "/account/sign-in/passkey/", "The device gave no answer.",
        do=send_no_passkey, state="refused",
    ),
    Sight("profile", "/account/profile/", "Everybody sees it", "alice"),
    Sight(
        "profile", "/account/profile/", "begins with https://", "alice",
        lambda page: page.locator("form.form").evaluate(
            "form => { form.elements.link.value = 'javascript:0'; form.submit() }"
        ),
        state="refused",
    ),
    Sight("account_data", "/account/data/", "Take it along", "alice"),
    Sight("sessions", "/account/sessions/", "This one", "alice"),
    Sight("account_logout", "/account/sign-out/", "signed in as alice", "alice"),
    Sight("account_email", "/account/email/", "Email", "alice"),
    Sight("account_email", "/account/email/", "Not confirmed", "bob"),
    Sight(
        "account_email", "/account/email/", "Send again", "bob",
        answer=elsewhere.page("/account/email/", "bob", HAS_MAIL=True), state="mail",
    ),
    Sight("email_remove", "{email_path}remove/", "Remove bob@another", "bob"),
    Sight(
        "account_email", "/account/email/", "That is not your password.", "alice",
        press("Change email", New_email="a@b.example", Current_password=WRONG),
        state="refused",
    ),
    Sight("account_change_password", "/account/password/", "Password", "alice"),
    Sight(
        "account_change_password", "/account/password/", "not your password", "alice",
        press("Change password", Current_password=WRONG, New_password="123456789"),
        state="refused",
    ),
    Sight("account_reset_password", "/account/password/reset/", "Reset password"),
    Sight("account_reset_password_done", "/account/password/reset/sent/", "Ask for the link"),
    Sight("account_reset_password_from_key", "{reset_path}", "New password"),
    Sight(
        "account_reset_password_from_key", "{reset_path}", "answer needs another look",
        do=press("Set password", New_password="123456789"), state="refused",
    ),
    Sight(
        "account_reset_password_from_key", "/account/password/reset/key/1-x/",
        "This link has ended", state="ended",
    ),
    Sight(
        "account_reset_password_from_key_done", "/account/password/reset/done/",
        "Password set",
    ),
    Sight("account_confirm_email", "{confirmation_path}", "Is bob@another.example"),
    Sight(
        "account_confirm_email", "/account/confirm-email/x/", "This link has ended",
        state="ended",
    ),
    Sight(
        "account_email_verification_sent", "/account/confirm-email/", "Confirm email"
    ),
    Sight("access_tokens", "/account/tokens/", "Active tokens", "alice"),
    Sight("access_tokens", "/account/tokens/", "None yet.", "nora"),
    Sight(
        "access_tokens", "/account/tokens/", "Copy it now.", "charlie",
        press("Create token", Name="new"), state="secret",
    ),
    # Refusals
    Sight("400.html", "/", "HUB_PUBLIC_URL", answer=answer_to_unknown_host),
    Sight("403.html", "/alice/app/settings/", "may", "bob"),
    Sight("403_csrf.html", "/", "open too long", answer=answer_to_forged_form),
    Sight("405.html", "/theme/", "only takes what a form sends"),
    Sight("413.html", "/", "too much at once", answer=answer_to_too_long),
    Sight("404.html", "/alice/no-such-thing/", "This berth is empty"),
    Sight("404.html", "/alice/notes/", "This berth is empty", "nora"),
    Sight("429.html", "/", "", answer=answer_to_too_many),
    Sight("500.html", "/", "", answer=answer_of_a_fault),
    Sight("503.html", "/", "", answer=answer_while_away),
]  # fmt: skip

# What stands in the list, and the name of the one row that is looked at.
OPERATED = {
    "accounts/user": ("bob", "alice"),
    "accounts/accesstoken": ("laptop", "old"),
    "namespaces/namespace": ("quay", "alice"),
    "repositories/repository": (LONG_REPOSITORY, "alice/app"),
    "events/event": ("account.sign_up", "account.sign_up alice"),
    "operators/report": ("alice/app", "alice/app: Spam"),
    "operators/invitation": ("For Nora", "For Nora"),
    "operators/banner": ("Down", "Down for an hour"),
    "django_tasks_database/dbtaskresult": ("purge", "DBTaskResult object"),
}


def operator_pages(model, in_list, row):
    name, path = model.replace("/", "_"), f"/admin/{model}/"
    one = path + "{rows[" + model.partition("/")[2] + "]}/"
    yield Sight(f"admin:{name}_changelist", path, in_list, "olga")
    yield Sight(f"admin:{name}_change", f"{one}change/", row, "olga")
    yield Sight(f"admin:{name}_history", f"{one}history/", f"history: {row}", "olga")


def suspend_somebody(page):
    page.get_by_role("row", name="bob").first.get_by_role("checkbox").check()
    page.get_by_label("Action:").select_option("deactivate")
    page.get_by_role("button", name="Go").click()


SEEDED += [
    Sight("admin:index", "/admin/", "What an operator may do", "olga"),
    Sight("admin:app_list", "/admin/accounts/", "Users", "olga"),
    Sight("admin:accounts_user_add", "/admin/accounts/user/add/", "Add", "olga"),
    Sight(
        "admin:auth_user_password_change",
        "/admin/accounts/user/{rows[user]}/password/", "password", "olga",
    ),
    Sight(
        "admin:operators_invitation_add", "/admin/operators/invitation/add/", "Add",
        "olga",
    ),
    Sight(
        "admin:operators_invitation_add", "/admin/operators/invitation/add/",
        "Send this link", "olga", press("Save", **{"Note:": "For Tess"}), state="made",
    ),
    Sight(
        "admin:repositories_repository_delete",
        "/admin/repositories/repository/{rows[repository]}/delete/", "Are you sure",
        "olga",
    ),
    Sight(
        "admin:accounts_user_changelist", "/admin/accounts/user/",
        "Suspend these people?", "olga", suspend_somebody, state="asked",
    ),
    *(
        sight
        for model, says in OPERATED.items()
        for sight in operator_pages(model, *says)
    ),
]  # fmt: skip

EMPTY = [
    Sight("home", "/", "No public repository yet"),
    Sight("home", "/", "Welcome, nora", "nora"),
    Sight("explore", "/explore/", "No public repository yet"),
    Sight("search", "/search/", "All repositories", state="no words"),
    Sight("namespace", "/library/", "library has no public image yet"),
]

# The only rows that operators make and delete there.
ALLOWED = {
    ("accounts/user", "add"),
    ("operators/invitation", "add"),
    ("repositories/repository", "delete"),
}
# Addresses that show no page of their own.
NO_SIGHT = {
    "healthz": "for programs",
    "readyz": "for programs",
    "theme": "sets a cookie and leads back",
    "search_suggest": "for scripts",
    "repository_as_on_docker_hub": "leads to repository",
    "namespace_as_on_docker_hub": "leads to namespace",
    "picture": "for other pages",
    "namespace_picture_remove": "leads to namespace_picture",
    "robots": "for programs",
    "sitemap": "for programs",
    "sitemap_page": "for programs",
    "language": "sets a cookie and leads back",
    "account_settings": "leads to account_email",
    "email_link": "leads to account_email",
    "email_primary": "leads to account_email",
    "provider_prove": "leads to the provider",
    "account_export": "a file",
    "session_revoke": "leads to sessions",
    "sessions_revoke": "leads to sessions",
    "docker_logins_revoke": "leads to sessions",
    "access_token_revoke": "leads to access_tokens",
    "docker_login_revoke": "leads to access_tokens",
    "repository_unarchive": "leads to repository_settings",
    "tag_restore": "leads to tag_history",
    "member_role": "leads to members",
    "team_role": "leads to team",
    "team_revoke": "leads to team",
    "team_member_remove": "leads to team_members",
    "invitation_again": "leads to invitations",
    "invitation_withdraw": "leads to invitations",
    "organisation_token_revoke": "leads to organisation_tokens",
    "star": "leads back",
    "watch": "leads back",
    "feed": "for programs",
    "badge": "for other pages",
    "statistics_csv": "for programs",
    "statistics_json": "for programs",
    "collaborator_role": "leads to repository_collaborators",
    "collaborator_remove": "leads to repository_collaborators",
    "admin:login": "leads to account_login",
    "admin:logout": "leads to home",
    "admin:password_change": "leads to account_change_password",
    "admin:password_change_done": "nothing leads there",
    "admin:autocomplete": "for scripts",
    "admin:jsi18n": "for scripts",
    "admin:view_on_site": "leads to what it shows",
} | {
    f"admin:{model.replace('/', '_')}_{page}": "refused to everybody"
    for model in OPERATED
    for page in ("add", "delete")
    if (model, page) not in ALLOWED
}
