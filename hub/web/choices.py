"""The label of a choice card: a title, a sentence, an icon. Use as the label in a form field's choices."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    title: str
    sentence: str = ""
    icon: str = ""
    is_refused: bool = False

    def __str__(self):
        return str(self.title)
