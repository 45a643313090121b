"""What is said when typed hours cannot be understood."""

from dataclasses import dataclass

from portal.hours.words import joined

_EXAMPLE = "Skriv for eksempel »man-tor 8-15, fre 8-13; helligdage lukket«."


@dataclass(frozen=True, order=True)
class Problem:
    """A piece of the text, and what to write instead ("" when it was not understood at all)."""

    begin: int
    end: int
    advice: str = ""


class HoursNotUnderstood(ValueError):  # noqa: N818 - the name says what happened
    """The text is unclear. `fragments` are the pieces as typed; str() is Danish for the user."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self.fragments = tuple(text[p.begin : p.end].strip() for p in sorted(problems))
        pieces = [(text[p.begin : p.end].strip(), p.advice) for p in sorted(problems)]
        unknown = [f"»{piece}«" for piece, advice in pieces if not advice]
        sentences = [f"»{piece}«: {advice}" for piece, advice in pieces if advice]
        if unknown:
            sentences.insert(0, f"Forstår ikke {joined(unknown)}. {_EXAMPLE}")
        super().__init__(" ".join(dict.fromkeys(sentences)))


class HoursTooLong(HoursNotUnderstood):
    """The text is longer than anybody's opening hours; none of it was read."""

    def __init__(self, longest: int) -> None:
        super().__init__("", [])
        self.args = (f"Skriv højst {longest} tegn om åbningstiden.",)
