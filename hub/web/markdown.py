"""Overviews: Markdown in, HTML that may stand on our page out.

Everything goes through nh3 at the end; what runs before it may be wrong without being dangerous. Nothing of an overview
loads anything from elsewhere unless the operator says so: a remote image becomes its words and a link.
"""

import re
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import nh3
from django.conf import settings
from django.core.cache import cache
from django.utils.html import escape, strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.footnote import footnote_plugin

from hub.web import highlighting

# Part of the cache's key: raise it when the same words would come out otherwise.
VERSION = 2
KEPT_FOR = 24 * 3600
# Ids of the overview never meet those of the page around it.
ID_PREFIX = "overview-"

HEADINGS = {f"h{level}" for level in range(1, 7)}
TAG_NAMES = (
    "a abbr b blockquote br caption code dd del details div dl dt em hr i ins kbd li"
    " mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th"
    " thead section tr u ul var"
)
TAGS = HEADINGS | set(TAG_NAMES.split())
ATTRIBUTES = {heading: {"id"} for heading in HEADINGS} | {
    "a": {"href", "title", "id", "aria-label"},
    "li": {"id"},
    "abbr": {"title"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "details": {"open"},
}
CLASSES = {
    "div": {
        "markdown-alert",
        *(
            f"markdown-alert-{k}"
            for k in ["note", "tip", "important", "warning", "caution"]
        ),
    },
    "p": {"markdown-alert-title"},
    "section": {"footnotes"},
    "span": set(highlighting.CLASSES),
    "ul": {"contains-task-list"},
    "li": {"task-list-item"},
}
# What scrolls must be reachable by keyboard.
ADDED = {"pre": {"tabindex": "0"}}
IMAGE = {"img": {"src", "alt", "title", "width", "height"}}
IMAGE_ADDED = {"img": {"referrerpolicy": "no-referrer", "loading": "lazy"}}
RAW_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
TASK_BOX = '<input class="task-list-item-checkbox"'
TASK = re.compile(f"{TASK_BOX}[^>]*>")
HEADING = re.compile(r"<(/?)h([1-6])\b")
ENTRY = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)
# Fewer headings are seen at a glance.
FEWEST_ENTRIES = 3


def render(text):
    """Safe HTML, kept by the hash of the words."""
    words = sha256(text.encode()).hexdigest()
    key = f"markdown:{VERSION}:{int(settings.HUB_REMOTE_IMAGES)}:{words}"
    html = cache.get(key)
    if html is None:
        html = render_anew(text)
        cache.set(key, html, KEPT_FOR)
    return mark_safe(html)


def render_anew(text):
    return mend_headings(clean(TASK.sub(task, parser().render(text))))


def parser():
    markdown = MarkdownIt("gfm-like2", {"highlight": highlighting.highlight})
    markdown.use(anchors_plugin, max_level=6)
    markdown.use(footnote_plugin, inline=False)
    markdown.add_render_rule("image", render_image)
    markdown.add_render_rule("footnote_block_open", render_footnotes)
    markdown.add_render_rule("footnote_anchor", render_way_back)
    markdown.add_render_rule("html_inline", render_raw)
    markdown.add_render_rule("html_block", render_raw)
    return markdown


def task(found):
    """A box that can only be looked at is a sign, not a control."""
    return "☑" if "checked" in found[0].removeprefix(TASK_BOX) else "☐"


def clean(html):
    with_images = settings.HUB_REMOTE_IMAGES
    return nh3.clean(
        html,
        tags=TAGS | ({"img"} if with_images else set()),
        clean_content_tags={"script", "style", "iframe", "textarea", "template"},
        attributes=ATTRIBUTES | (IMAGE if with_images else {}),
        allowed_classes=CLASSES,
        set_tag_attribute_values=ADDED | (IMAGE_ADDED if with_images else {}),
        url_schemes={"http", "https", "mailto"},
        url_relative=inside,
        id_prefix=ID_PREFIX,
        link_rel="nofollow ugc noopener noreferrer",
    )


def inside(url):
    """A link within the overview stays; any other relative one would lead astray, into pages of the hub."""
    return f"#{ID_PREFIX}{url[1:]}" if url.startswith("#") else None


def render_image(renderer, tokens, position, options, env):
    token = tokens[position]
    alt = renderer.renderInlineAsText(token.children or [], options, env)
    return image(str(token.attrs.get("src", "")), alt, inside_link(tokens, position))


def inside_link(tokens, position):
    before = [token.type for token in tokens[:position]]
    return before.count("link_open") > before.count("link_close")


def render_raw(renderer, tokens, position, options, env):
    return RAW_IMAGE.sub(raw_image, tokens[position].content)


def render_footnotes(renderer, tokens, position, options, env):
    """Without the rule above them, which is the stylesheet's."""
    return '<section class="footnotes"><ol>'


def render_way_back(renderer, tokens, position, options, env):
    """An arrow says nothing to whoever hears it."""
    note = tokens[position].meta
    name = f"{note['id'] + 1}" + (f":{note['subId']}" if note["subId"] > 0 else "")
    words = escape(_("Back to the text"))
    return f' <a href="#fnref{name}" aria-label="{words}">↩\ufe0e</a>'


def raw_image(found):
    attributes = Attributes.of(found[0])
    # Whether it stands in a link is not known here; a link in a link ends the outer one, and nothing worse.
    return image(attributes.get("src") or "", attributes.get("alt") or "", False)


def image(source, alt, is_linked):
    if not source.startswith("https://"):
        return escape(alt)
    if settings.HUB_REMOTE_IMAGES:
        return f'<img src="{escape(source)}" alt="{escape(alt)}">'
    words = escape(alt or _("Image"))
    return words if is_linked else f'<a href="{escape(source)}">{words}</a>'


class Attributes(HTMLParser):
    """The attributes of one tag."""

    @classmethod
    def of(cls, tag):
        parser = cls()
        parser.found = {}
        parser.feed(tag)
        return parser.found

    def handle_starttag(self, tag, attrs):
        self.found = dict(attrs)


def mend_headings(html):
    """The page has its own h1: headings begin at h2 and go down one step at a time."""
    open_levels = []

    def mend(found):
        if not found[1]:
            own = int(found[2])
            while open_levels and open_levels[-1] >= own:
                open_levels.pop()
            open_levels.append(own)
        return f"<{found[1]}h{min(len(open_levels) + 1, 6)}"

    return HEADING.sub(mend, html)


def contents(html):
    """The headings of two levels, (is deeper, id, words), where there are enough to be looked through."""
    entries = [
        (int(level), target, unescape(strip_tags(words)).strip())
        for level, target, words in ENTRY.findall(html)
    ]
    if [level for level, *_rest in entries].count(2) == 1:
        # The one at the top is the title.
        entries = [entry for entry in entries if entry[0] != 2]
    if len(entries) < FEWEST_ENTRIES:
        return []
    top = min(level for level, *_rest in entries)
    return [(level > top, target, words) for level, target, words in entries]
