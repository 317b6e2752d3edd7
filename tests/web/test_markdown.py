"""What an overview may say on our page."""

import pytest

from hub.web import markdown


def rendered(text):
    return markdown.render_anew(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](data:text/html,alert(1))",
        '<p style="position:fixed">alert(1)</p>',
        "<iframe srcdoc='alert(1)'></iframe>",
        '<form action="https://evil.example"><input name="alert(1)"></form>',
        '<p class="header" id="content">x</p>',
        "```\n</code></pre><script>alert(1)</script>\n```",
        '```"><script>alert(1)</script>\nx\n```',
    ],
)
def test_it_lets_nothing_act(text):
    html = rendered(text)

    for act in (
        "<script",
        "onerror",
        "onload",
        'href="javascript',
        'href="data',
        "style=",
        "<iframe",
    ):
        assert act not in html
    for ours in ("<form", "<input", 'class="header"', 'id="content"'):
        assert ours not in html


def test_it_makes_a_remote_image_its_words_and_a_link():
    html = rendered("![build](https://ci.example/b.svg)")

    assert "<img" not in html
    assert '<a href="https://ci.example/b.svg"' in html
    assert ">build</a>" in html


def test_it_makes_a_linked_image_the_words_of_its_link():
    html = rendered("[![build](https://ci.example/b.svg)](https://ci.example/)")

    assert html.count("<a ") == 1
    assert ">build</a>" in html


def test_it_makes_an_image_in_html_its_words_too():
    html = rendered('<p><img src="https://ci.example/b.svg" alt="build"></p>')

    assert "<img" not in html
    assert ">build</a>" in html


def test_an_operator_may_allow_remote_images(settings):
    settings.HUB_REMOTE_IMAGES = True

    html = rendered("![build](https://ci.example/b.svg)")

    assert 'src="https://ci.example/b.svg"' in html
    assert 'referrerpolicy="no-referrer"' in html


def test_remote_images_are_never_loaded_over_http(settings):
    settings.HUB_REMOTE_IMAGES = True

    assert "<img" not in rendered("![build](http://ci.example/b.svg)")


def test_its_headings_follow_the_pages_own():
    html = rendered("# One\n\n### Deep\n\n# Two\n\n## Sub")

    assert [html[i + 2] for i in range(len(html)) if html.startswith("<h", i)] == list(
        "2323"
    )


def test_headings_written_as_html_follow_too():
    assert rendered('<h1 align="center">One</h1>').startswith("<h2")


def test_its_own_links_lead_to_its_own_headings():
    html = rendered("[use](#how-to-use)\n\n## How to use")

    assert 'href="#overview-how-to-use"' in html
    assert 'id="overview-how-to-use"' in html


def test_links_into_a_tree_that_is_not_here_lead_nowhere():
    assert "href" not in rendered("[docs](docs/install.md) [up](/admin/)")


def test_links_elsewhere_say_nothing_of_us():
    assert 'rel="nofollow ugc noopener noreferrer"' in rendered("https://example.org")


def test_it_colours_code_it_knows():
    html = rendered("```dockerfile\nFROM alpine\n```")

    assert '<span class="code-word">FROM</span>' in html


def test_code_that_scrolls_can_be_reached():
    assert '<pre tabindex="0">' in rendered("```\nls\n```")


def test_it_knows_tables_tasks_and_alerts():
    html = rendered(
        "|a|\n|-|\n|1|\n\n- [x] done\n- [ ] open\n\n> [!WARNING]\n> careful"
    )

    assert "<td>1</td>" in html
    assert "☑ done" in html
    assert "☐ open" in html
    assert "markdown-alert-warning" in html


def test_it_renders_the_same_words_once(monkeypatch):
    first = markdown.render("**once**")
    monkeypatch.setattr(markdown, "render_anew", lambda text: pytest.fail("again"))

    assert markdown.render("**once**") == first


def test_it_renders_anew_when_images_become_allowed(settings):
    markdown.render("![b](https://ci.example/b.svg)")

    settings.HUB_REMOTE_IMAGES = True

    assert "<img" in markdown.render("![b](https://ci.example/b.svg)")


def test_a_footnote_leads_down_and_back():
    html = rendered("Text[^1], again[^1].\n\n[^1]: The **note**.\n")

    assert '<a href="#overview-fn1" id="overview-fnref1"' in html
    assert '<li id="overview-fn1"' in html
    assert 'href="#overview-fnref1:1" aria-label="Back to the text"' in html
    assert "The <strong>note</strong>." in html


def test_a_reference_to_no_footnote_is_text():
    assert "Text[^9]." in rendered("Text[^9].")


HEADINGS = (
    "# App\n\n## Run `it`\n\n### On a <b>Mac</b> & more\n\n## Build\n\n#### Deep\n"
)


def test_the_headings_below_the_title_are_its_contents():
    assert markdown.contents(rendered(HEADINGS)) == []
    assert markdown.contents(rendered(HEADINGS + "## Test\n")) == [
        (False, "overview-run-it", "Run it"),
        (False, "overview-build", "Build"),
        (False, "overview-test", "Test"),
    ]


def test_where_there_is_no_title_the_contents_have_two_levels():
    entries = markdown.contents(rendered("# One\n\n## Two & three\n\n# Four\n"))

    assert entries == [
        (False, "overview-one", "One"),
        (True, "overview-two--three", "Two & three"),
        (False, "overview-four", "Four"),
    ]
