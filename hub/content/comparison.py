"""Two images side by side: which layers they share, and what differs in their configs."""

import json
from collections import Counter
from dataclasses import dataclass

from hub.content.inspection import Inspection, Step

# Of a config, what is one value and what is a list of lines.
VALUES = ("entrypoint", "command", "user", "working_directory", "stop_signal")
LISTS = ("environment", "ports", "volumes")


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one field of the config: the lines that only the one, and only the other has."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    common: list[Step]
    removed: list[Step]
    added: list[Step]
    differences: list[Difference]
    before_size: int  # bytes of the layers
    after_size: int

    @property
    def growth(self):
        return self.after_size - self.before_size

    @property
    def added_size(self):
        return size_of(self.added)


def compare(before: Inspection, after: Inspection) -> Comparison:
    common, added = split(layers(after), layers(before))
    _, removed = split(layers(before), layers(after))
    return Comparison(
        common,
        removed,
        added,
        list(differences(before, after)),
        before.size,
        after.size,
    )


def layers(inspected):
    return [step for step in inspected.steps if step.layer]


def split(steps, others):
    """Those that stand among the others too, and those that do not. One that is there twice counts twice."""
    left = Counter(step.layer.digest for step in others)
    shared, own = [], []
    for step in steps:
        found = left[step.layer.digest] > 0
        left[step.layer.digest] -= found
        (shared if found else own).append(step)
    return shared, own


def size_of(steps):
    return sum(step.layer.size for step in steps)


def differences(before, after):
    for field in VALUES:
        one, other = getattr(before.config, field), getattr(after.config, field)
        if one != other:
            yield Difference(field, as_lines(one), as_lines(other))
    for field in LISTS:
        yield from of_lines(
            field, getattr(before.config, field), getattr(after.config, field)
        )
    yield from of_pairs("labels", before.config.labels, after.config.labels)
    yield from of_pairs(
        "annotations", before.manifest.annotations, after.manifest.annotations
    )


def as_lines(value):
    if not value:
        return ()
    # A command is one thing, and reads as a Dockerfile writes it.
    is_command = isinstance(value, tuple)
    return (json.dumps(value, ensure_ascii=False) if is_command else value,)


def of_pairs(field, before, after):
    yield from of_lines(
        field,
        [f"{key}={value}" for key, value in before.items()],
        [f"{key}={value}" for key, value in after.items()],
    )


def of_lines(field, before, after):
    only_before = tuple(line for line in before if line not in set(after))
    only_after = tuple(line for line in after if line not in set(before))
    if only_before or only_after:
        yield Difference(field, only_before, only_after)
