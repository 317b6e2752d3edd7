"""The probes: alive as long as there is a process, ready while everything it stands on answers."""

import pytest
from django.db import OperationalError

from hub.content.storage import StorageUnavailable
from hub.web import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def look_every_time(monkeypatch):
    monkeypatch.setattr(health, "LOOK_EVERY_SECONDS", 0)


def fail_with(error):
    def check():
        raise error

    return check


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("database", OperationalError("the password is hunter2")),
        ("storage", StorageUnavailable("the password is hunter2")),
        ("keys", PermissionError("the password is hunter2")),
        ("keys", ValueError("the password is hunter2")),
    ],
)
def test_it_names_what_is_away_and_not_why(client, monkeypatch, name, error):
    monkeypatch.setitem(health.CHECKS, name, fail_with(error))

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()[name] == "away"
    assert response["Retry-After"]
    assert b"hunter2" not in response.content


def test_it_is_ready(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == dict.fromkeys(["database", "storage", "keys"], "ready")


def test_it_lives_without_a_database(client, monkeypatch):
    monkeypatch.setitem(health.CHECKS, "database", fail_with(OperationalError()))

    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_answers_by_any_address(client, path):
    response = client.get(path, headers={"host": "10.1.2.3:8000"})

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_only_tells(client, path):
    assert client.post(path).status_code == 405


def test_it_looks_once_a_second_however_often_it_is_asked(client, monkeypatch):
    client.get("/readyz")
    monkeypatch.setattr(health, "LOOK_EVERY_SECONDS", 3600)
    monkeypatch.setitem(health.CHECKS, "database", fail_with(OperationalError()))

    assert client.get("/readyz").status_code == 200
