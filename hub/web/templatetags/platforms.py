"""How platforms are written in little room."""

from django import template

register = template.Library()


@register.filter
def platform_names(images):
    """`amd64`, `arm64/v8`: without the operating system that nearly all share. Each once, in order."""
    return list(dict.fromkeys(short_name(image.platform) for image in images))


@register.filter
def minus(number, other):
    return number - other


def short_name(platform):
    parts = [platform.architecture, platform.variant]
    if platform.os != "linux":
        parts.insert(0, platform.os)
    return "/".join(part for part in parts if part) or "–"


@register.filter
def image_for(row, platform):
    """The image whose size stands for the row."""
    return row.image(platform)
