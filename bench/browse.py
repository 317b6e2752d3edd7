"""`python -m bench.browse REPOSITORIES PEOPLE`: fills the empty database of DATABASE_URL and prints what its pages cost."""

import gzip
import os
import sys
import time
from pathlib import Path
from statistics import median

import django

ROUNDS = 30
SEARCH, LIST = 100, 50  # milliseconds that a page may take
PAGES = {
    "search, a common word": ("/search/?q=server", SEARCH),
    "search, two words": ("/search/?q=web+gateway", SEARCH),
    "search, the beginning of a word": ("/search/?q=post", SEARCH),
    "search, a part of a name": ("/search/?q=ostgre", SEARCH),
    "search, a typing mistake": ("/search/?q=postgrse", SEARCH),
    "search, a name": ("/search/?q=p7", SEARCH),
    "search, nothing found": ("/search/?q=zzzzzz", SEARCH),
    "search, no words": ("/search/", SEARCH),
    "search, no words, narrowed": ("/search/?architecture=arm64&kind=image", SEARCH),
    "search, narrowed, by stars": (
        "/search/?q=server&os=windows&updated=year&sort=stars",
        SEARCH,
    ),
    "search, by pulls": ("/search/?sort=pulls", SEARCH),
    "search, of verified publishers": ("/search/?trust=verified", SEARCH),
    "search, a page that is not there": ("/search/?q=server&page=4000", SEARCH),
    "suggestions, two letters": ("/search/suggest?q=se", SEARCH),
    "docker search": ("/v1/search?q=server&n=25", SEARCH),
    "home": ("/", LIST),
    "explore": ("/explore/", LIST),
    "explore, page 50": ("/explore/?page=50", LIST),
    "explore, the last page": ("/explore/?page=4000", LIST),
    "explore, by pulls": ("/explore/?sort=pulls", LIST),
    "explore, by name, the last page": ("/explore/?sort=name&page=4000", LIST),
    "explore, by name": ("/explore/?sort=name", LIST),
    "a person's repositories": ("/p0/", LIST),
    "tags": ("{repository}tags/", LIST),
    "sitemap, one file": ("/sitemap/1.xml", None),
}


def main(repositories, people):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench import shelves

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    shelves.people(people)
    shelves.repositories(repositories)
    with connection.cursor() as cursor:
        # Its own housekeeping does the same, minutes later.
        cursor.execute(
            "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
        )
    print("\n".join(lines(measured())))


def measured():
    """(title, what rounds() says, limit) of each."""
    from django.test import Client

    from hub.accounts.models import User
    from hub.repositories.models import Repository
    from hub.web.templatetags.repositories import page_of

    some = Repository.objects.public().order_by("pk")[100]
    stranger, owner = Client(), Client()
    owner.force_login(User.objects.get(username="p0"))
    for title, (path, limit) in PAGES.items():
        path = path.format(repository=page_of(some))
        yield title, rounds(stranger, path), limit
        if "a common word" in title or "no words" in title:
            yield f"{title}, signed in", rounds(owner, path), limit
    yield "my repositories", rounds(owner, "/repositories/"), LIST


def rounds(client, path):
    """(milliseconds of each, milliseconds of the processor for one, bytes of it compressed).

    The second survives a busy machine.
    """
    for _ in range(2):
        answer = client.get(path, HTTP_HOST="localhost")
        assert answer.status_code == 200, path  # noqa: S101
    times, before = [], processor()
    for _ in range(ROUNDS):
        began = time.perf_counter()
        client.get(path, HTTP_HOST="localhost")
        times.append((time.perf_counter() - began) * 1000)
    size = len(gzip.compress(answer.content))
    return times, (processor() - before) / ROUNDS * 1000, size


def processor():
    """Seconds that this process and the database's for it have used."""
    return time.process_time() + sum(map(seconds_of, backends()))


def backends():
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        return [pid for (pid,) in cursor.fetchall()]


def seconds_of(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def lines(rows):
    yield "| page | CPU | median | limit | HTML, compressed |"
    yield "|---|---|---|---|---|"
    for title, (times, processor, size), limit in rows:
        spent = f"{processor:.0f} ms | {median(times):.0f} ms"
        bound = f"{limit} ms" if limit else ""
        yield f"| {title} | {spent} | {bound} | {size / 1000:.1f} KB |"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
