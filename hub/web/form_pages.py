"""How a page answers a form that failed, and whoever comes to a form's address without one."""

from functools import wraps

from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

REFUSED = 422
TOO_OFTEN = 429


def status_of(form):
    """429 where a limit was met: its form has `retry_after`, in seconds."""
    return TOO_OFTEN if getattr(form, "retry_after", None) else REFUSED


def note_too_many_tries(form, error):
    """Say so on the form, so that `status_of` knows."""
    form.retry_after = error.retry_after
    form.add_error(None, str(error))


class FormPage:
    """For class-based views, before Django's FormView: the values stay, and the status says that nothing was done."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = status_of(form)
        if response.status_code == TOO_OFTEN:
            response["Retry-After"] = str(form.retry_after)
        return response


def sent_from(page):
    """For a view that takes a form and shows nothing: a link to it, as signing in anew makes one, leads to `page`."""

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if request.method == "POST":
                return view(request, *args, **kwargs)
            known = ("namespace", "name", "tag", "team")
            names = {key: kwargs[key] for key in known if key in kwargs}
            return redirect(page, **names)

        return answer

    return decorate


def way_back(request, otherwise="/"):
    """The page of ours that the form's `next` names: a form that stands on many pages leads back to each."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours and address.isprintable() else otherwise
