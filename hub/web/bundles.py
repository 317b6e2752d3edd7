"""One stylesheet and one script for every page, put together from the small files under static/.

A finder like any other: collectstatic picks the bundles up, and WhiteNoise's manifest storage names them by content.
"""

import os
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCES = Path(settings.BASE_DIR) / "static"
# The order matters for the first three only: a component file never leans on another.
BUNDLES = {
    "css/berth.css": [
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        "css/components/*.css",
    ],
    # For the operator pages, whose other styles are Django's.
    "css/operator.css": [
        "css/tokens.css",
        "css/components/check.css",
        "css/components/footer.css",
        "css/components/hidden.css",
        "css/components/icon.css",
        "css/components/mark.css",
        "css/components/menu.css",
        "css/operator/*.css",
    ],
    "js/berth.js": ["js/*.js"],
}


class BundleFinder(BaseFinder):
    def __init__(self, app_names=None, *args, **kwargs):
        self.storage = FileSystemStorage(location=settings.HUB_DATA_DIR / "bundles")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        found = [str(self.build(path))] if path in BUNDLES else []
        return found if find_all else (found or [None])[0]

    def list(self, ignore_patterns):
        for path in BUNDLES:
            self.build(path)
            yield path, self.storage

    def build(self, path):
        """The bundle's file, written anew only when its words changed: collectstatic compares times."""
        target = Path(self.storage.path(path))
        text = bundle(path)
        if not target.exists() or target.read_text() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f"{target.name}.{os.getpid()}")
            draft.write_text(text)
            draft.replace(target)
        return target


def bundle(path):
    files = [
        file for pattern in BUNDLES[path] for file in sorted(SOURCES.glob(pattern))
    ]
    texts = [file.read_text() for file in files]
    return squeeze("\n".join(texts)) if path.endswith(".css") else "\n".join(texts)


def squeeze(css):
    """Without its comments and indentation. No string in our stylesheets holds a comment sign or a line break."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", css).strip() + "\n"
