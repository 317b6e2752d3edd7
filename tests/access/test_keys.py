"""The keys behind registry tokens, and changing them without logging anybody out."""

import os

import pytest
from django.core.management import call_command

from hub.access import keys, tokens
from hub.access.actors import ANONYMOUS


@pytest.fixture(autouse=True)
def fresh_keys(settings, tmp_path, monkeypatch):
    settings.HUB_SECRETS_DIR = tmp_path
    monkeypatch.setattr(keys, "ring", keys.KeyRing())
    monkeypatch.setattr(tokens, "_verified", {})


def files():
    return sorted(keys.directory().glob("*.pem"))


def age_by(path, seconds):
    path.rename(path.with_name(f"{int(path.stem) - int(seconds * 1e9)}.pem"))


def later(seconds):
    keys.ring.loaded_at -= seconds


def test_rotation_is_refused_where_the_keys_come_from_a_setting(settings, capsys):
    settings.HUB_SIGNING_KEYS = "-----BEGIN …"

    with pytest.raises(SystemExit) as refused:
        call_command("rotate_signing_key")

    assert "HUB_SIGNING_KEYS" in str(refused.value)
    assert files() == []


def test_the_first_key_is_made_by_itself_and_for_its_owner_only():
    keys.ring.signing()

    (path,) = files()
    assert os.stat(path).st_mode & 0o777 == 0o600
    assert os.stat(path.parent).st_mode & 0o777 == 0o700


def test_a_token_of_the_old_key_lives_on_and_a_new_one_signs():
    old, _ = tokens.issue(ANONYMOUS, [])
    old_id = keys.ring.signing().id

    call_command("rotate_signing_key")
    later(keys.SIGNS_FOR_SECONDS + 1)
    new, _ = tokens.issue(ANONYMOUS, [])

    assert keys.ring.signing().id != old_id
    assert tokens.verify(old).actor == tokens.verify(new).actor == ANONYMOUS


def test_a_token_of_another_processs_new_key_is_believed(monkeypatch):
    keys.ring.signing()
    here = keys.ring
    monkeypatch.setattr(keys, "ring", keys.KeyRing())
    keys.write_new()
    text, _ = tokens.issue(ANONYMOUS, [])

    monkeypatch.setattr(keys, "ring", here)
    later(keys.RELOAD_SECONDS + 1)

    assert tokens.verify(text).actor == ANONYMOUS


def test_a_forged_key_is_not():
    keys.ring.signing()
    text, _ = tokens.issue(ANONYMOUS, [])
    for path in files():
        path.unlink()
    keys.ring.load()

    with pytest.raises(tokens.TokenInvalid):
        tokens.verify(text)


def test_keys_that_were_retired_long_ago_go():
    for seconds in (9 * 86400, 3 * 86400, 3600):
        age_by(keys.write_new(), seconds)
    retired, last, current = files()

    call_command("rotate_signing_key")

    assert retired not in files()
    assert {last, current} < set(files())
    assert len(files()) == 3
