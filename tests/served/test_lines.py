"""Lines of Granian's access log wait for each other, and for nobody else."""

import os

import pytest

from hub import granian_log

pytestmark = pytest.mark.one_pair


@pytest.fixture
def pipe(monkeypatch):
    read, write = os.pipe()
    monkeypatch.setattr(granian_log, "STANDARD_OUTPUT", write)
    yield read
    for end in (read, write):
        try:
            os.close(end)
        except OSError:
            continue


def test_they_are_written_in_their_order(pipe):
    lines = granian_log.Lines()
    for number in range(250):
        lines.add(str(number))

    lines.write()

    assert os.read(pipe, 65536).decode().split() == [str(n) for n in range(250)]


def test_a_reader_that_went_away_ends_nothing(pipe):
    lines = granian_log.Lines()
    os.close(pipe)
    lines.add("one")

    lines.write()


def test_the_oldest_go_where_nobody_takes_them(monkeypatch):
    monkeypatch.setattr(granian_log.Lines, "WAITING", 3)
    lines = granian_log.Lines()

    for number in range(5):
        lines.add(number)

    assert list(lines.waiting) == [2, 3, 4]
