"""Passkeys: a device that knows its owner by a finger, a face or a PIN, and signs what the hub asks.

That is two factors at once, so that one signs in without a password. `site` is the host a browser shows: a passkey of one
opens no other.
"""

import json
import struct

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db import transaction
from fido2.cose import UnsupportedKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from hub.accounts import identities
from hub.accounts.errors import PasskeyRefused, TooManyPasskeys
from hub.accounts.locking import lock
from hub.accounts.two_factor import Type, passkeys_of, settle
from hub.events.record import record

NAME_LENGTH = 60
# Each is tried at a sign-in, until one fits.
A_PERSON = 20
ANSWER_LENGTH = 20_000
# What fido2 raises for bytes that no device would send.
ODD = (TypeError, ValueError, KeyError, AttributeError, IndexError, struct.error)


def ask_to_add(*, user, site) -> tuple[dict, dict]:
    """The question for the browser, and what `add` needs to judge its answer."""
    question, state = server(site).register_begin(
        PublicKeyCredentialUserEntity(
            id=handle_of(user), name=user.username, display_name=user.username
        ),
        credentials=[public_part(passkey) for passkey in passkeys_of(user)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(question)["publicKey"], state


@transaction.atomic
def add(*, user, site, state, answer, name, by) -> list[str]:
    """The recovery codes, if these are the first. Raises TooManyPasskeys, PasskeyRefused."""
    lock(user)
    if passkeys_of(user).count() >= A_PERSON:
        raise TooManyPasskeys(A_PERSON)
    made = understood(RegistrationResponse, answer)
    try:
        credential = server(site).register_complete(state, made).credential_data
    except ODD as error:
        raise PasskeyRefused from error
    if isinstance(credential.public_key, UnsupportedKey):
        raise PasskeyRefused
    data = {"name": name, "public": websafe_encode(bytes(credential))}
    Authenticator.objects.create(user=user, type=Type.WEBAUTHN, data=data)
    record("two_factor.add_passkey", by=by, namespace=user.username, label=name)
    return settle(user, by=by)


def ask_to_sign_in(*, site) -> tuple[dict, dict]:
    question, state = server(site).authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    return dict(question)["publicKey"], state


def recognise(*, site, state, answer) -> Authenticator:
    """The passkey that answered, with its `user`; raises PasskeyRefused."""
    given = understood(AuthenticationResponse, answer)
    user = user_of(given.response.user_handle)
    for passkey in passkeys_of(user).select_related("user") if user else ():
        if public_part(passkey).credential_id == given.raw_id:
            require_signed(passkey, site=site, state=state, given=given)
            return passkey
    raise PasskeyRefused


def require_signed(passkey, *, site, state, given):
    try:
        server(site).authenticate_complete(state, [public_part(passkey)], given)
    except ODD as error:
        raise PasskeyRefused from error


@transaction.atomic
def rename(*, passkey, name, by):
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])
    record(
        "two_factor.rename_passkey", by=by, namespace=passkey.user.username, label=name
    )


@transaction.atomic
def remove(*, passkey, by):
    """Raises LastWayIn."""
    user, name = passkey.user, passkey.data["name"]
    lock(user)
    identities.require_other_way(user, but=passkey)
    if Authenticator.objects.filter(pk=passkey.pk).delete()[0]:
        record("two_factor.remove_passkey", by=by, namespace=user.username, label=name)
    settle(user, by=by)


def server(site):
    return Fido2Server(PublicKeyCredentialRpEntity(id=site, name="Berth"))


def public_part(passkey) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(passkey.data["public"]))


def understood(kind, answer):
    try:
        if len(answer) > ANSWER_LENGTH:
            raise ValueError(len(answer))
        return kind.from_dict(dict(json.loads(answer)))
    except (*ODD, RecursionError) as error:
        raise PasskeyRefused from error


def handle_of(user) -> bytes:
    """By which a device says whose passkey it is; it tells others nothing."""
    return str(user.pk).encode()


def user_of(handle):
    number = (handle or b"").decode(errors="replace")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return get_user_model().objects.filter(pk=int(number), is_active=True).first()
