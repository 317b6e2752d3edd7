"""A request is what its client sent, and nothing that stands in the environment of the process."""

import pytest

from tests.registry_api.wire import Registry, basic_value
from tests.world import PASSWORD


@pytest.mark.parametrize("server", ["gunicorn", "granian"])
@pytest.mark.one_pair
def test_the_environment_sends_no_headers(server, world, start_hub):
    hub = start_hub(
        HUB_SERVER=server, HTTP_AUTHORIZATION=basic_value("alice", PASSWORD)
    )

    assert Registry(hub).plain("GET", "/v2/").status == 401
