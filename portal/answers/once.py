"""Nobody is to be called twice: each entry and each number stands once in an answer."""

from collections.abc import Iterable, Iterator

from portal.answers.answer import BY_SWITCHBOARD, Line, Section
from portal.models.freshness import SWITCHBOARD_KIND


def each_once(sections: Iterable[Section]) -> Iterator[Section]:
    """Leave every entry and number in its first place, with all its reasons; number the lines."""
    first: dict[str, Line] = {}
    position = 0
    for section in sections:
        kept: list[Line] = []
        for line in section.lines:
            keys = [key for key in (line.key, line.phone) if key]
            earlier = next((first[key] for key in keys if key in first), None)
            if earlier is not None and not is_other_way(line, earlier, kept):
                merge(line, earlier)
                continue
            position += 1
            line.position = position
            kept.append(line)
            for key in keys:
                first.setdefault(key, line)
        section.lines = kept
        if kept or section.route:
            yield section


def is_other_way(line: Line, earlier: Line, kept: list[Line]) -> bool:
    """Say whether a step of a route reaches somebody of an earlier step by another channel."""
    return earlier in kept and line.channel != earlier.channel


def merge(line: Line, earlier: Line) -> None:
    if line.key == earlier.key:
        earlier.add_reasons(line.reasons)
    elif line.kind != SWITCHBOARD_KIND or BY_SWITCHBOARD not in earlier.reasons:
        named = f"{line.function}, {line.name}" if line.name else line.function
        earlier.add_reasons([f"samme nummer: {named}"])
