"""The layers of one image in parts: what came with its base, and what was added."""

from dataclasses import dataclass
from itertools import islice

from hub.access import policy
from hub.content import bases
from hub.content.bases import Base
from hub.content.inspection import Step
from hub.web.shortcuts import actor_of

STEPS_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Part:
    numbered: list[tuple[int, Step]]
    is_base: bool = False

    @property
    def layers(self):
        return [step.layer for _, step in self.numbered if step.layer]

    @property
    def size(self):
        return sum(layer.size for layer in self.layers)


def told(request, inspected, annotations):
    """For repositories/layers.html. `annotations` are the image's and those of the index that lists it."""
    base = base_of(request, inspected, annotations)
    return {
        "base": base,
        "said_base": said_base(annotations, base),
        "parts": parts(inspected, base),
    }


def base_of(request, inspected, annotations) -> Base | None:
    """None too for one that the reader may not know of."""
    if inspected is None:
        return None
    readable = policy.visible_repositories(actor_of(request))
    return bases.find(inspected, annotations, readable)


def parts(inspected, base) -> list[Part]:
    """One, or that of the base and the rest."""
    if inspected is None:
        return []
    numbered = list(islice(enumerate(inspected.steps, 1), STEPS_SHOWN))
    if base is None:
        return [Part(numbered)]
    of_base, added = numbered[: base.steps], numbered[base.steps :]
    return [Part(of_base, is_base=True), Part(added)]


def said_base(annotations, base) -> str:
    """The base as its builder named it, where its layers are not known."""
    return "" if base else annotations.get(bases.NAME, "")
