"""Worlds to look at: one where everything is there that a page can show, long names included, and one where nothing is."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.models import EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from hub.accounts import emails
from hub.accounts import services as accounts
from hub.accounts.models import AccessToken, Scope, User
from hub.events.models import Event
from hub.namespaces import services as namespaces
from hub.namespaces.models import Namespace
from hub.operators import banner, invitations, reports
from hub.operators.models import Banner, Invitation, Report
from hub.repositories import services as repositories
from hub.repositories.models import Repository, Role
from tests.images import artifact, image, index, push
from tests.world import build, by, person, repository

# Of these the operators see one by one.
ROWS = (
    *(User, AccessToken, Namespace, Repository, Event, DBTaskResult),
    *(Report, Invitation, Banner),
)
# As long as the grammar allows, with nowhere to break.
LONG_PERSON = "harbour" * 5 + "wall"
LONG_REPOSITORY = "timetable" * 14
LONG_TAG = "release" * 18
OVERVIEW = """
# Ferry timetable

Shows **when** the next ferry leaves, see [the manual](https://ferry.example/manual) or `ferry --help`.

## Run it

```sh
docker run --rm --publish 127.0.0.1:8080:8080 --env TIMETABLE_SOURCE=https://ferry.example/timetable.json --name ferry app
```

| Variable | Default | What it does |
| -------- | ------- | ------------ |
| `PORT` | 8080 | Where it listens |
| `TIMETABLE_SOURCE` | none | The address of the timetable, which may be as long as addresses are these days |

![the pier](https://ferry.example/pier.png)

> A note, with a list:
> 1. first
> 2. second

- [x] done
- [ ] to do

### An address

https://ferry.example/a/very/long/address/that/goes/on/and/on/without/any/place/to/break/it/in/two/at/all.html
"""


@dataclass(frozen=True)
class Seeds:
    people: dict
    rows: dict
    reset_path: str = ""
    confirmation_path: str = ""
    invitation_path: str = ""


def everything() -> Seeds:
    world = build()
    operator = person("olga", is_staff=True, is_superuser=True)
    person("nora")
    # Signing in ends a link, so this one does not.
    forgetful = person("fred")
    seed_app(world)
    seed_others(world, operator)
    seed_credentials(world)
    emails.propose(user=world.bob, email="bob@another.example")
    repositories.delete(repository=repository("alice/gone"), by=by(world.alice))
    invitation_path = seed_operators(world, operator)
    return Seeds(
        {user.username: user for user in User.objects.all()},
        {model._meta.model_name: model.objects.first().pk for model in ROWS},
        reset_path(forgetful),
        confirmation_path(world.bob),
        invitation_path,
    )


def seed_operators(world, operator):
    """A report and a banner; answers the link of an invitation."""
    reports.report(
        repository=world.app, reason="spam", text="Look", by=by(world.charlie)
    )
    namespaces.set_verified(
        namespace=world.alice.namespace, is_verified=True, by=by(operator)
    )
    banner.put_up(
        text="Down for an hour on Sunday at 06:00 UTC.",
        level=Banner.Level.WARN,
        until=None,
        by=by(operator),
    )
    _invitation, secret = invitations.invite(note="For Nora", days=7, by=by(operator))
    return reverse("account_invited", args=[secret])


def nothing() -> Seeds:
    return Seeds({"nora": person("nora")}, {})


def seed_app(world):
    app, alice = world.app, by(world.alice)
    repositories.edit(
        repository=app, by=alice, description=app.description, overview=OVERVIEW
    )
    platforms = ["linux/amd64", "linux/arm64", "linux/arm/v7", "windows/amd64"]
    several = index(*(image("1.1", platform=one) for one in platforms), attestations=2)
    for tag in ("1.1.0", "1.1", "1", "latest", LONG_TAG):
        push(app, several, by=alice, tag=tag)
    command = ["/bin/sh", "-c", "exec ferry " + "--option=value " * 40]
    labels = {"org.example.documentation": "https://ferry.example/" + "a" * 150}
    config = {"Cmd": command, "Labels": labels, "Env": ["A_LONG_NAME=" + "b" * 200]}
    push(app, image("1.0", config={"config": config}), by=by(world.bob), tag="1.0")
    push(app, artifact(), by=alice, tag="chart")
    for number in range(30):
        push(app, image(f"0.{number}"), by=alice, tag=f"0.{number}.0")


def seed_others(world, operator):
    repositories.grant(
        repository=world.notes, user=world.charlie, role=Role.READ, by=by(world.alice)
    )
    repository("alice/empty", description="w" * 100)
    official = repositories.create(
        namespace=Namespace.objects.get(name="library"),
        name="nginx",
        description="Web server",
        by=by(operator),
    )
    push(official, image("nginx"), by=by(operator), tag="1.27")
    owner = person(LONG_PERSON)
    long_one = repository(f"{LONG_PERSON}/{LONG_REPOSITORY}", description="m" * 100)
    push(long_one, image("long"), by=by(owner), tag=LONG_TAG)
    for number in range(25):
        one = repository(f"alice/app-{number}", description=f"Ferry number {number}")
        push(one, image("same for all"), by=by(world.alice), tag="latest")


def seed_credentials(world):
    client = accounts.Client("127.0.0.1", "docker/20.10.24 go/go1.18")
    for label, scope, days in [
        ("ci", Scope.WRITE, None),
        ("laptop of a person with a long label for it " * 2, Scope.ADMIN, 3),
        ("mirror", Scope.PUBLIC_READ, 90),
    ]:
        lifetime = timedelta(days=days) if days else None
        _, secret = accounts.create_access_token(
            user=world.alice, label=label, scope=scope, expires_in=lifetime
        )
        credential = accounts.verify(name="alice", secret=secret, client=client)
        accounts.create_docker_login(credential=credential, client=client)
    accounts.revoke_access_token(token=credential.access_token, by=by(world.alice))


def reset_path(user):
    key = EmailAwarePasswordResetTokenGenerator().make_token(user)
    return f"/account/password/reset/key/{user_pk_to_url_str(user)}-{key}/"


def confirmation_path(user):
    key = EmailConfirmationHMAC(emails.waiting(user)).key
    return f"/account/confirm-email/{key}/"
