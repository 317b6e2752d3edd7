"""README.md lists every setting an operator has, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ = re.compile(r'(?:env\.\w+|environment\.(?:secret|choice))\(\s*"([A-Z_]+)"')


def read_by_the_code():
    sources = [ROOT / "hub" / "settings.py", ROOT / "hub" / "environment.py"]
    return {name for source in sources for name in READ.findall(source.read_text())}


def listed_in_the_readme():
    section = (ROOT / "README.md").read_text().split("### Settings")[1].split("###")[0]
    return set(re.findall(r"^\| `([A-Z_]+)` \|", section, re.MULTILINE))


def test_the_readme_lists_every_setting():
    assert read_by_the_code() - listed_in_the_readme() == set()


def test_the_readme_lists_no_setting_that_is_not_read():
    assert listed_in_the_readme() - read_by_the_code() == set()
