"""{% load repositories %}: what a template asks about a repository."""

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def page_of(repository, page="repository", **more):
    """The address of one of its pages: {% page_of repository "tag" tag="1.0" %}."""
    name = repository.parsed_name
    return reverse(page, kwargs={"namespace": name.namespace, "name": name.name} | more)


@register.filter
def of(mapping, repository):
    """{{ featured|of:repository }}: what a dict by number says of it."""
    return mapping.get(repository.pk)


@register.filter
def short(digest):
    """The first 12 characters after the algorithm, as docker shows them."""
    return digest.partition(":")[2][:12]
