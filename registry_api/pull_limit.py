"""Docker Hub's limit on pulls, where an operator set one: what a manifest's answer says of it."""

from hub.limits import pulls


def spend(request) -> dict:
    """The headers of an answer that counts; raises PullLimitReached. Without a limit: none, and no query."""
    puller = puller_of(request)
    return headers(puller, puller.spend()) if puller else {}


def look(request) -> dict:
    """The headers of an answer that does not count."""
    puller = puller_of(request)
    return headers(puller, puller.look()) if puller else {}


def puller_of(request):
    actor = request.auth.actor
    if actor.is_anonymous:
        return pulls.of_address(request.META["REMOTE_ADDR"])
    if actor.organisation_token:
        return pulls.of_organisation(actor.organisation_id, actor.username)
    return pulls.of_user(actor.user_id, actor.username)


def headers(puller, remaining):
    limit, window = puller.rate
    return {
        "ratelimit-limit": f"{limit};w={window}",
        "ratelimit-remaining": f"{remaining};w={window}",
        "docker-ratelimit-source": puller.source,
    }
