"""How often a repository is pulled, for people and for programs."""

import csv
import json
import re
from datetime import timedelta

import pytest

from hub.statistics import sums
from hub.statistics.models import today
from hub.web.repositories.chart import round_up
from tests.images import image, push
from tests.web.reading import read
from tests.world import by

PAGE = "/alice/app/statistics/"
PARTS = ["", "pulls.csv", "pulls.json"]


def pulled(one, ago, pulls, tag="1.0", platform="linux/amd64", client="docker"):
    day = today() - timedelta(days=ago)
    sums.add({(one.pk, day, tag, platform, client): pulls})


def sent(client, address):
    return b"".join(client.get(address).streaming_content).decode()


@pytest.mark.parametrize("part", PARTS)
def test_it_is_hidden_where_the_repository_is(client, world, part):
    pulled(world.notes, 0, 3)
    client.force_login(world.charlie)

    assert client.get(f"/alice/notes/statistics/{part}").status_code == 404

    client.force_login(world.bob)
    assert client.get(f"/alice/notes/statistics/{part}").status_code == 200


def test_it_says_when_there_is_none(client, world):
    page = read(client, PAGE)

    assert "No pulls yet" in page.text
    assert "chart__line" in page.html


def test_it_says_when_there_is_none_in_these_days(client, world):
    pulled(world.app, 20, 3)

    assert "No pulls in these days" in read(client, f"{PAGE}?days=7").text


def test_it_counts_the_days_of_the_range(client, world):
    for ago, pulls in ((0, 1000), (6, 200), (7, 600), (14, 7)):
        pulled(world.app, ago, pulls)

    text = read(client, f"{PAGE}?days=7").text

    assert "Pulls 1,200 100 % more than the 7 days before" in text
    assert "Busiest day 1,000" in text
    assert "In all 1,807" in text


def test_ninety_days_are_read_by_week(client, world):
    for ago, pulls in ((0, 3), (6, 4), (7, 10), (89, 1)):
        pulled(world.app, ago, pulls)

    page = read(client, f"{PAGE}?days=90")

    assert page.html.count('chart__bar"') == 3
    assert table_of(page) == ["1", *["0"] * 10, "10", "7"]
    # The first week is as short as what is kept of it.
    first, sixth = (today() - timedelta(days=ago) for ago in (89, 84))
    words = f"{first:%B} {first.year} – {sixth.day} {sixth:%B} {sixth.year}"
    assert f"{first.day} {words}" in page.text


def table_of(page):
    return re.findall(r'data-label="Pulls"[^>]*>([^<]*)<', page.html)


def test_the_overview_shows_the_last_weeks(client, world):
    push(world.app, image(), tag="1.0", by=by(world.alice))
    assert "pulls a week" not in read(client, "/alice/app/").text
    pulled(world.app, 8, 7)

    page = read(client, "/alice/app/")

    assert "pulls a week" in page.text
    assert ": 7</title>" in page.html


def test_it_tells_shares(client, world):
    pulled(world.app, 0, 75, tag="1.0", client="docker")
    pulled(world.app, 0, 25, tag="", platform="", client="podman")

    text = read(client, PAGE).text

    assert "By tag 1.0 75 % by digest, no tag 25 %" in text
    assert "By platform linux/amd64 75 % no platform 25 %" in text
    assert "By client docker 75 % podman 25 %" in text


def test_a_small_share_is_not_called_none(client, world):
    pulled(world.app, 0, 999, tag="1.0")
    pulled(world.app, 0, 1, tag="0.9")

    assert "1.0 100 % 0.9 <1 %" in read(client, PAGE).text


def test_the_smallest_are_one_sum(client, world):
    for number in range(9):
        pulled(world.app, 0, 10, tag=f"1.{number}")

    text = read(client, PAGE).text

    assert "1.4 11 % 4 others 44 %" in text


def test_programs_get_the_sums(client, world):
    pulled(world.app, 1, 5, tag="latest", platform="linux/arm64/v8")
    pulled(world.app, 40, 3)
    day = str(today() - timedelta(days=1))

    table = list(csv.DictReader(sent(client, PAGE + "pulls.csv").splitlines()))
    document = json.loads(sent(client, PAGE + "pulls.json"))

    expected = {
        "day": day,
        "tag": "latest",
        "platform": "linux/arm64/v8",
        "client": "docker",
    }
    assert table == [expected | {"pulls": "5"}]
    assert document == {"repository": "alice/app", "pulls": [expected | {"pulls": 5}]}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("days", ["0", "-7", "9" * 30, "%00", "7.5", "x"])
def test_it_answers_whatever_the_address_says(client, world, part, days):
    assert client.get(f"{PAGE}{part}?days={days}").status_code == 200


def test_it_asks_as_much_for_many_as_for_one(client, world, django_assert_num_queries):
    for number in range(12):
        pulled(world.app, number, 10, tag=f"1.{number}")

    with django_assert_num_queries(8):
        read(client, PAGE)


def test_lists_and_the_first_page_tell_the_sum(client, world):
    pulled(world.notes, 0, 1234)
    client.force_login(world.alice)

    assert "1.2K" in read(client, "/repositories/").text
    assert "1.2K pulls" in read(client, "/search/?q=notes").text


@pytest.mark.parametrize(
    ("number", "top"), [(0, 2), (1, 2), (3, 4), (10, 10), (11, 20), (589, 600)]
)
def test_an_axis_ends_at_a_round_number(number, top):
    assert round_up(number) == top
