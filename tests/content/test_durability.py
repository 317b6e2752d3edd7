"""Which commits wait for the disk on SQLite: those that make a 201 true."""

import pytest
from django.db import connection

from hub.content import durability, uploads
from hub.oci import digests
from tests.images import image
from tests.images import push as push_image
from tests.world import by

NORMAL, FULL = 1, 2
CONTENT = b"kept through a power loss"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_pair,
]


@pytest.fixture
def writes():
    """(the table written to, how its commit waits), one a statement."""
    seen = []

    def look(execute, sql, *arguments):
        words = sql.replace("OR IGNORE ", "").split()
        if words[0] in ("INSERT", "UPDATE", "DELETE"):
            table = words[1] if words[0] == "UPDATE" else words[2]
            [[level]] = connection.connection.execute("PRAGMA synchronous")
            seen.append((table.strip('"'), level))
        return execute(sql, *arguments)

    with connection.execute_wrapper(look):
        yield seen


def test_an_upload_waits_for_the_disk_once(world, writes):
    upload = uploads.start(repository=world.app, user_id=world.alice.pk)
    uploads.append(upload=upload, chunks=[CONTENT[:5]])
    assert writes == [("content_upload", NORMAL)] * 3
    writes.clear()

    uploads.finish(upload=upload, chunks=[CONTENT[5:]], digest=digests.of(CONTENT))

    assert writes[0] == ("content_upload", NORMAL)
    assert {level for _, level in writes[1:]} == {FULL}
    assert ("content_blob", FULL) in writes
    assert ("content_repositoryblob", FULL) in writes


def test_a_manifest_waits_for_the_disk(world, writes):
    push_image(world.app, image(), tag="1.0", by=by(world.alice))

    assert {level for _, level in writes} == {FULL}


def test_a_commit_after_one_that_failed_waits_again(world):
    with pytest.raises(ZeroDivisionError), durability.not_promised():
        _ = 1 / 0

    [[level]] = connection.connection.execute("PRAGMA synchronous")
    assert level == FULL
