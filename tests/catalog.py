"""Reading a .po file, as far as the tests ask."""

import ast
from dataclasses import dataclass, field


@dataclass
class Message:
    id: str = ""
    plural: str = ""
    is_fuzzy: bool = False
    # One for each form that the language has; Korean has one.
    texts: list = field(default_factory=list)

    @property
    def english(self):
        return self.plural or self.id


def messages(path):
    """All but the header, which has an empty id."""
    blocks = path.read_text().split("\n\n")
    read = (message(block.splitlines()) for block in blocks)
    return [one for one in read if one.id]


def message(lines):
    fields = {}
    name = ""
    for line in lines:
        if line.startswith("#"):
            continue
        if not line.startswith('"'):
            name, line = line.split(" ", 1)
        fields[name] = fields.get(name, "") + ast.literal_eval(line)
    return Message(
        id=fields.pop("msgid", ""),
        plural=fields.pop("msgid_plural", ""),
        is_fuzzy=any(line.startswith("#,") and "fuzzy" in line for line in lines),
        texts=list(fields.values()),
    )
