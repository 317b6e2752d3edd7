"""The static files as the hub serves them, hashed and compressed: collected once for each state of their sources."""

import shutil
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from hub.staff.static_files import fingerprint

KEPT = Path(__file__).parent.parent.parent / "var" / "static-for-tests"
A_DAY = 24 * 3600


def use():
    """Let STATIC_ROOT be there. A process of xdist finds what the first one collected."""
    settings.STATIC_ROOT.symlink_to(collected(), target_is_directory=True)


def collected():
    """A folder named for what is in it, made whole before it has its name: runs side by side share it."""
    folder = KEPT / fingerprint()[:16]
    if not folder.is_dir():
        KEPT.mkdir(parents=True, exist_ok=True)
        forget_old_ones()
        draft = Path(tempfile.mkdtemp(dir=KEPT, prefix="draft-"))
        with override_settings(STATIC_ROOT=draft):
            call_command("collectstatic", interactive=False, verbosity=0)
        try:
            draft.rename(folder)
        except OSError:  # another run was faster
            shutil.rmtree(draft)
    return folder


def forget_old_ones():
    for folder in KEPT.iterdir():
        if time.time() - folder.stat().st_mtime > A_DAY:
            shutil.rmtree(folder, ignore_errors=True)
