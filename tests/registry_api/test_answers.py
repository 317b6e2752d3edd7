"""What every row of the table of errors has in common."""

import pytest

from hub.content import errors as content
from registry_api import answers
from registry_api.answers import Answer
from tests.registry_api.wire import Registry


@pytest.mark.parametrize("status", [429, 503])
def test_it_says_when_to_come_back(status):
    forgetful = answers.as_response(Answer("UNAVAILABLE", status, "Not now."))
    exact = answers.as_response(
        Answer("UNAVAILABLE", status, "Not now.", headers={"Retry-After": "60"})
    )

    assert int(forgetful["Retry-After"]) > 0
    assert exact["Retry-After"] == "60"


@pytest.mark.parametrize("status", [400, 404, 413, 500])
def test_it_does_not_ask_to_come_back_for_the_same_answer(status):
    assert "Retry-After" not in answers.as_response(Answer("UNKNOWN", status, "No."))


@pytest.mark.parametrize(
    "error", [content.BlobInUse("sha256:x"), content.ManifestInUse("sha256:x")]
)
def test_a_refused_deletion_says_what_is_left(error, rf):
    response = answers.answer(error, {"request": rf.delete("/v2/alice/app/blobs/x")})

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/v2/", "/v2/alice/app/manifests/none"])
def test_an_error_to_head_has_no_body_that_the_server_must_cut_off(
    path, world, start_hub
):
    hub = start_hub()

    answer = Registry(hub, "alice")("HEAD", path, token="none")

    assert (answer.status, answer.body) == (401, b"")
    assert int(answer.headers["Content-Length"])
    assert "no-body response" not in hub.log_text()
