"""{{ page|numbers }}: the page numbers worth a link."""

from django import template

register = template.Library()


@register.filter
def numbers(page):
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
