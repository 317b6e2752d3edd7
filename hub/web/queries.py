"""What an address asks for behind its question mark. Whatever stands there, a page comes out."""

from django.core.paginator import Paginator

TEXT_LENGTH = 200


def text(request, name):
    """What was typed, as far as a database can be asked for it."""
    typed = request.GET.get(name, "").replace("\0", "")
    return " ".join(typed[:TEXT_LENGTH].split())


def choice(request, name, among, default):
    """One of `among`, an Enum or a list of texts; anything else is the default."""
    for known in among:
        if request.GET.get(name) == str(known):
            return known
    return default


def page(request, items, size, total=None):
    """The page that was asked for; the first or the last where there is no such page. They are counted unless it is known
    how many there are."""
    pages = Paginator(items, size)
    if total is not None:
        pages.count = total
    return pages.get_page(request.GET.get("page"))
