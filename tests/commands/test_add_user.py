"""`manage.py add_user`."""

import pytest

from hub.accounts.models import User
from hub.namespaces.models import Namespace
from tests.world import PASSWORD, person

ALICE = ["add_user", "alice", "--email", "alice@mail.example"]
FROM_STDIN = ["--password-file", "-"]


@pytest.mark.parametrize(
    ("name", "email", "password", "sentence"),
    [
        ("bob", "a@mail.example", PASSWORD, "bob is taken. Try bob2."),
        ("BOB", "a@mail.example", PASSWORD, "bob is taken. Try bob2."),
        ("admin", "a@mail.example", PASSWORD, "admin is taken."),
        ("a b", "a@mail.example", PASSWORD, "“a b” cannot be a name."),
        ("alice", "bob@mail.example", PASSWORD, "Somebody already signed up"),
        ("alice", "nowhere", PASSWORD, "“nowhere” is no e-mail address."),
        ("alice", "a\x00@mail.example", PASSWORD, "is no e-mail address."),
        ("alice", "a@mail.example", "short", "This password is too short."),
        ("alice", "a@mail.example", "", "The password is empty."),
        ("alice", "a@mail.example", "x" * 1025, "at most"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_1(manage, name, email, password, sentence):
    person("bob")

    answer = manage("add_user", name, "--email", email, *FROM_STDIN, typed=password)

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(sentence) or sentence in answer.err
    assert answer.err.count("\n") == 1
    assert "Traceback" not in answer.err
    assert User.objects.count() == 1
    assert Namespace.objects.filter(kind="person").count() == 1


def test_without_a_terminal_it_asks_for_a_file(manage):
    answer = manage(*ALICE)

    assert answer.code == 1
    assert "Give --password-file FILE, or - for standard input." in answer.err


def test_a_file_that_is_not_there_is_named(manage, tmp_path):
    answer = manage(*ALICE, "--password-file", str(tmp_path / "nothing"))

    assert answer.code == 1
    assert "nothing" in answer.err


def test_it_wants_an_address(manage):
    assert manage("add_user", "alice").code == 2


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_the_password_is_the_line_of_the_file(manage, tmp_path, end):
    file = tmp_path / "password"
    file.write_bytes(f" {PASSWORD} {end}".encode())

    answer = manage(*ALICE, "--password-file", str(file))

    assert (answer.code, answer.out) == (0, "alice can sign in.\n")
    alice = User.objects.get()
    assert alice.check_password(f" {PASSWORD} ")
    assert alice.emailaddress_set.get().verified
    assert not alice.is_staff


def test_it_reads_standard_input(manage):
    answer = manage(*ALICE, *FROM_STDIN, typed=f"{PASSWORD}\n")

    assert answer.code == 0
    assert User.objects.get().check_password(PASSWORD)


def test_staff_are_operators(manage):
    manage(*ALICE, *FROM_STDIN, "--staff", typed=PASSWORD)

    alice = User.objects.get()
    assert (alice.is_staff, alice.is_superuser) == (True, True)


@pytest.mark.parametrize(
    ("answers", "code"), [([PASSWORD, PASSWORD], 0), ([PASSWORD, "other"], 1)]
)
def test_on_a_terminal_it_asks_twice(manage, monkeypatch, answers, code):
    asked = iter(answers)
    module = "hub.accounts.management.commands.add_user"
    monkeypatch.setattr(f"{module}.getpass", lambda prompt: next(asked))
    monkeypatch.setattr(f"{module}.is_terminal", lambda: True)

    assert manage(*ALICE).code == code
    assert User.objects.exists() is (code == 0)


def test_djangos_own_command_makes_a_whole_person_too(manage, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)

    answer = manage(
        *["createsuperuser", "--noinput", "--username", "chief"],
        *["--email", "chief@mail.example"],
    )

    assert answer.code == 0
    assert User.objects.get().namespace.name == "chief"
