"""Where links lead that are followed from elsewhere."""

import pytest

from hub.addresses import origin, whole


@pytest.fixture
def request_to_localhost(rf):
    return rf.get("/", headers={"host": "localhost:8000"})


def test_no_header_leads_elsewhere_than_to_the_configured_address(
    settings, request_to_localhost
):
    settings.HUB_PUBLIC_URL = "https://hub.example.org"

    assert whole(request_to_localhost, "/a/") == "https://hub.example.org/a/"
    assert origin() == "https://hub.example.org"


def test_without_one_it_is_the_host_that_was_asked(request_to_localhost, settings):
    settings.HUB_PUBLIC_URL, settings.HUB_PORT = "", 9000

    assert origin(request_to_localhost) == "http://localhost:8000"
    assert origin() == "http://localhost:9000"
