"""What search engines are told: public repositories with an image, and nothing else."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from hub import addresses
from hub.access import actors, policy

ADDRESSES_A_PAGE = 5000
XML, PLAIN = "application/xml", "text/plain; charset=utf-8"


def sitemap(request):
    files = [
        addresses.whole(request, reverse("sitemap_page", args=[number]))
        for number in pages().page_range
    ]
    return render(request, "search/sitemap.xml", {"files": files}, content_type=XML)


def sitemap_page(request, number):
    try:
        page = pages().page(number)
    except InvalidPage:
        raise Http404 from None
    context = {"page": page, "origin": addresses.origin(request)}
    return render(request, "search/sitemap_page.xml", context, content_type=XML)


def pages():
    # Whoever asks, it is what a stranger sees.
    public = policy.listed_repositories(actors.ANONYMOUS).order_by("pk")
    return Paginator(public.only("full_name", "pushed_at"), ADDRESSES_A_PAGE)


def robots(request):
    context = {"sitemap": addresses.whole(request, reverse("sitemap"))}
    return render(request, "search/robots.txt", context, content_type=PLAIN)
