"""A label and a value side by side, as wide as their words are."""

from dataclasses import dataclass

LONGEST = 40  # characters of a value
MARGIN = 6
NARROW, WIDE = set("iljtfrI.,:;'|!()[]"), set("mwMW@%")


@dataclass(frozen=True)
class Badge:
    label: str
    value: str

    @property
    def shown(self):
        cut = len(self.value) > LONGEST
        return f"{self.value[: LONGEST - 1]}…" if cut else self.value

    @property
    def label_width(self):
        return width(self.label)

    @property
    def value_width(self):
        return width(self.shown)

    @property
    def width(self):
        return self.label_width + self.value_width

    @property
    def value_x(self):
        return self.label_width + self.value_width // 2

    @property
    def label_x(self):
        return self.label_width // 2


def width(text):
    """In pixels, about: an image has no way to ask for its font. Korean is as wide as high."""
    return 2 * MARGIN + round(sum(map(width_of, text)))


def width_of(character):
    if not character.isascii():
        return 11
    if character in NARROW:
        return 4
    return 10 if character in WIDE else 6.8
