"""{% load repositories %}: what a template asks about a repository."""

from django import template
from django.urls import reverse

from hub.addresses import whole
from hub.oci import names

register = template.Library()


@register.simple_tag
def page_of(repository, page="repository", **more):
    """The address of one of its pages: {% page_of repository "tag" tag="1.0" %}."""
    return address(repository.parsed_name, page, **more)


@register.simple_tag
def page_named(full_name):
    """The address of `alice/app`, which may be gone."""
    return address(names.parse(full_name), "repository")


def address(name, page, **more):
    kwargs = {"namespace": name.namespace, "name": name.name} | more
    return reverse(page, kwargs=kwargs)


@register.simple_tag(takes_context=True)
def badge_markdown(context, repository):
    """A badge that leads to the repository, for a README that stands somewhere else."""
    request, name = context["request"], repository.parsed_name
    kwargs = {"namespace": name.namespace, "name": name.name, "kind": "pulls"}
    image = whole(request, reverse("badge", kwargs=kwargs))
    page = whole(request, page_of(repository))
    return f"[![pulls]({image})]({page})"


@register.filter
def of(mapping, repository):
    """{{ featured|of:repository }}: what a dict by number says of it."""
    return mapping.get(repository.pk)


@register.filter
def short(digest):
    """The first 12 characters after the algorithm, as docker shows them."""
    return digest.partition(":")[2][:12]
