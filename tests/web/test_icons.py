"""A page carries the icons it used, each once."""

from django.template import Context, Template


def rendered(text):
    return Template("{% load icons %}" + text).render(Context())


def test_it_draws_by_reference():
    assert rendered('{% icon "globe" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="#icon-globe"/></svg>'
    )


def test_the_sprite_holds_each_shape_once():
    html = rendered(
        '{% icon "globe" %}{% icon "globe" %}{% icon "lock" %}{% icon_sprite %}'
    )

    assert html.count('<symbol id="icon-globe"') == 1
    assert html.count("<symbol") == 2


def test_icons_of_an_include_are_in_the_sprite():
    html = rendered(
        '{% include "components/message.html" with kind="ok" fact="Saved." only %}{% icon_sprite %}'
    )

    assert '<symbol id="icon-circle-check"' in html
