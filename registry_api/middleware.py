"""The whole chain of the registry: a host it knows, a body read to its end, a header of its own."""

from hub.events.record import coming_from
from registry_api import answers, body


class Registry:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.answer(request)
        response["Docker-Distribution-Api-Version"] = "registry/2.0"
        if response.get("Content-Type", "").startswith("text/html"):
            del response["Content-Type"]  # Django's word for an answer without body
        if not response.streaming and response.status_code not in (204, 304):
            response.headers.setdefault("Content-Length", str(len(response.content)))
            if request.method == "HEAD":
                response.content = b""
        if response.status_code >= 400:
            body.drain(request.META)
        return response

    def answer(self, request):
        try:
            request.get_host()
        except Exception as error:
            return answers.answer(error, {"request": request})
        with coming_from(request.META.get("REMOTE_ADDR")):
            return self.get_response(request)
