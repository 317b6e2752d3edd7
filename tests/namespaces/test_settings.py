"""The settings of a namespace, and switching one off and on."""

import pytest

from hub.events.models import Event
from hub.namespaces import services
from hub.namespaces.models import Namespace
from tests.world import by, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return person("alice")


def kinds():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("number", "allowance"), [(None, 1), (0, 0), (7, 7)], ids=["default", "none", "7"]
)
def test_an_allowance_is_a_number_or_the_default(alice, number, allowance):
    namespace = services.set_allowance(
        namespace=alice.namespace, private_repositories=number, by=by(alice)
    )

    assert namespace.allowance == allowance
    assert kinds()[-1] == "namespace.allowance"


def test_an_allowance_can_be_lifted_and_set_again(alice):
    lifted = services.lift_allowance(namespace=alice.namespace, by=by(alice))
    set_again = services.set_allowance(
        namespace=alice.namespace, private_repositories=2, by=by(alice)
    )

    assert lifted.allowance is None
    assert set_again.allowance == 2


def test_switching_off_and_on_is_recorded_once_each(alice):
    for change in (services.deactivate, services.deactivate, services.activate):
        change(namespace=alice.namespace, by=by(alice))

    assert Namespace.objects.get(owner=alice).is_active
    assert kinds()[-2:] == ["namespace.deactivate", "namespace.activate"]
