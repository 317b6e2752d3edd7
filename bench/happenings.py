"""`python -m bench.happenings EVENTS`: fills the empty database of DATABASE_URL (PostgreSQL) with so many events, and prints
what reading the log of a repository, of a namespace and of the hub costs, narrowed to what is common and to what is rare.
"""

import os
import sys

import django

LIMIT = 50  # milliseconds
PEOPLE, REPOSITORIES = 200, 2000
# Of ten events nine are pushes; one person and one repository have a tenth of all, and one kind happens hardly ever.
EVENTS = """
INSERT INTO events_event
    (kind, at, actor_id, credential, address, namespace, repository_id, repository, tag, digest, data, dispatched_at)
SELECT
    CASE WHEN n %% 250000 = 1 THEN 'repository.transfer' WHEN n %% 10 = 0 THEN 'repository.edit' ELSE 'tag.push' END,
    now() - (%(events)s - n) * interval '20 seconds',
    person.id, 'session', '192.0.2.1', person.username, 1 + n %% %(repositories)s,
    person.username || '/r' || n %% %(repositories)s, 'v' || n, '', '{}', now()
FROM generate_series(1, %(events)s) AS n
JOIN (SELECT id, username, row_number() OVER (ORDER BY id) - 1 AS place FROM accounts_user) person
    ON person.place = CASE WHEN n %% 10 = 0 THEN 0 ELSE n %% %(people)s END
"""
LOGS = {"the hub's": "/operators/activity/", "a namespace's": "/p0/-/activity/"}
QUESTIONS = {
    "newest": "",
    "a common kind": "?kind=tag.push",
    "a rare kind": "?kind=repository.transfer",
    "a kind there is none of": "?kind=banner.set",
    "a person": "?person=p7",
    "a repository": "?repository=p0/r0",
    "a day in the middle": "?from={day}&to={day}",
    "an old page": "?before={middle}",
    "an old page of a rare kind": "?kind=repository.transfer&before={middle}",
}


def main(events):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench import browse, shelves

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    shelves.people(PEOPLE)
    with connection.cursor() as cursor:
        sizes = {"events": events, "people": PEOPLE, "repositories": REPOSITORIES}
        cursor.execute(EVENTS, sizes)
        cursor.execute("VACUUM ANALYZE")
    print("\n".join(browse.lines(measured(browse.rounds))))


def measured(rounds):
    from django.test import Client

    from hub.accounts.models import User
    from hub.events.models import Event

    User.objects.filter(username="p0").update(is_staff=True, is_superuser=True)
    operator = Client()
    operator.force_login(User.objects.get(username="p0"))
    middle = Event.objects.order_by("-pk")[Event.objects.count() // 2]
    places = {"middle": middle.pk, "day": middle.at.date()}
    for whose, page in LOGS.items():
        for title, question in QUESTIONS.items():
            path = page + question.format(**places)
            yield f"{whose} log, {title}", rounds(operator, path), LIMIT
    yield "a file of 10,000", rounds(operator, "/operators/activity/?format=csv"), None


if __name__ == "__main__":
    main(int(sys.argv[1]))
