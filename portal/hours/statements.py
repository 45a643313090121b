"""From tokens to statements: "man-tor 8-15" says for these days, these times.

Both orders are read, "man-tor 8-15" and "8-15 på hverdage". "lukket onsdag, fredag 8-13" can only
be cut in one place and is read so; where there are several, the text is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.hours.errors import Problem
from portal.hours.tokens import EVERY_DAY, SELECTORS, VALUES, Kind, Token

_NO_TIME = "skriv også et klokkeslæt eller »lukket«."
_NO_DAY = "skriv også, hvilke dage det gælder, for eksempel »hverdage 8-15« eller »alle dage 8-15«."
_NO_JOINT = "det er uklart, hvad der hører sammen. Skriv »;« mellem hver oplysning."
_APPOINTMENT = "skriv enten klokkeslæt eller »efter aftale«, eller »…, ellers efter aftale«."
_LABELS = "skriv kun én slags tid, for eksempel kun telefontiden."


@dataclass(frozen=True)
class Statement:
    """For these (days, dates, holidays; none: in general), this (times, closed, appointment).

    `also`: added to what is said elsewhere; `only`: instead of it.
    """

    when: tuple[Token, ...]
    what: tuple[Token, ...]
    also: bool = False
    only: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the text."""
        tokens = (*self.when, *self.what)
        return min(t.begin for t in tokens), max(t.end for t in tokens)

    def problem(self, advice: str) -> Problem:
        return Problem(*self.place, advice)


@dataclass
class _Element:
    """A token with what stands before it: "," or "og", and "også" or "kun"."""

    token: Token
    joint: Kind | None = None
    marks: set[Kind] = field(default_factory=set)

    @property
    def selects(self) -> bool:
        return self.token.kind in SELECTORS

    @property
    def tells(self) -> bool:
        return self.token.kind in VALUES


class UnclearError(ValueError):
    """The tokens do not make statements."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.advice)


def read_statements(tokens: list[Token]) -> list[Statement]:
    """The statements in the order they stand; UnclearError when the tokens make none."""
    labels = [token for token in tokens if token.kind is Kind.LABEL]
    if len({label.word for label in labels}) > 1:
        raise UnclearError(Problem(labels[0].begin, labels[-1].end, _LABELS))
    statements: list[Statement] = []
    for clause in _clauses([token for token in tokens if token.kind is not Kind.LABEL]):
        statements += _Reader(_elements(clause)).statements()
    return statements


def _clauses(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut at ";" and full stop, and at a line end when something was said on that line."""
    clause: list[Token] = []
    for token in tokens:
        ends_line = bool(clause) and clause[-1].kind in {*VALUES, Kind.STRETCH}
        if token.kind is Kind.BREAK or (token.kind is Kind.LINE and ends_line):
            yield clause
            clause = []
        elif token.kind is not Kind.LINE:
            clause.append(token)
    yield clause


def _elements(clause: list[Token]) -> list[_Element]:
    elements: list[_Element] = []
    joint: Kind | None = None
    marks: set[Kind] = set()
    for token in clause:
        if token.kind in {Kind.COMMA, Kind.AND}:
            joint = Kind.AND if Kind.AND in {joint, token.kind} else Kind.COMMA
        elif token.kind in {Kind.ALSO, Kind.ONLY, Kind.INCLUDE, Kind.EXCEPT}:
            marks.add(token.kind)
        else:
            elements.append(_Element(token, joint, marks))
            joint, marks = None, set()
    if marks:
        last = clause[-1]
        raise UnclearError(Problem(last.begin, last.end, _NO_JOINT))
    return elements


class _Reader:
    """Reads the elements of one clause from left to right."""

    def __init__(self, elements: list[_Element]) -> None:
        self.said: list[Statement] = []
        self.elements = self._without_asides(elements)
        self.position = 0

    def statements(self) -> list[Statement]:
        while self.position < len(self.elements):
            self.said.append(self._statement())
        return self.said

    def _without_asides(self, elements: list[_Element]) -> list[_Element]:
        """Take out "undtagen onsdag" and "også helligdage", which stand in the midst of others."""
        kept: list[_Element] = []
        excepting = False
        for i, element in enumerate(elements):
            follows = elements[i + 1] if i + 1 < len(elements) else None
            joins = excepting and element.joint is Kind.AND and not element.marks
            excepting = Kind.EXCEPT in element.marks or joins
            if excepting:
                self.said.append(self._exclusion(element))
            elif _includes_holidays(element, follows):
                as_usual = Token(Kind.AS_USUAL, element.token.begin, element.token.end)
                self.said.append(Statement((element.token,), (as_usual,)))
            else:
                kept.append(element)
                continue
            if kept and kept[-1].tells and follows and follows.tells and not follows.joint:
                raise UnclearError(Problem(element.token.begin, follows.token.end, _NO_JOINT))
        return kept

    def _exclusion(self, element: _Element) -> Statement:
        token = element.token
        if not element.selects or token.kind is Kind.REST:
            raise UnclearError(Problem(token.begin, token.end, _NO_JOINT))
        return Statement((token,), (Token(Kind.CLOSED, token.begin, token.end),))

    def _statement(self) -> Statement:
        first = self.elements[self.position]
        if first.token.kind is Kind.STRETCH:
            self.position += 1
            return Statement((), (first.token,), also=True)
        begin = self.position
        if first.selects:
            when, what = self._take_when(), self._take_what()
            if not what:
                raise UnclearError(Statement(when, ()).problem(_NO_TIME))
        else:
            what, when = self._take_what(), self._take_when_after()
            if not when and {t.kind for t in what} & {Kind.TIMES, Kind.AS_SUNDAY, Kind.AS_USUAL}:
                raise UnclearError(Statement((), what).problem(_NO_DAY))
        marks = set().union(*(e.marks for e in self.elements[begin : self.position]))
        also = Kind.ALSO in marks or (begin > 0 and first.joint is Kind.AND)
        return Statement(when, what, also, Kind.ONLY in marks)

    def _take_when(self) -> tuple[Token, ...]:
        """Selectors joined by commas and "og"; different weekdays may stand side by side."""
        taken: list[_Element] = []
        while self.position < len(self.elements) and self.elements[self.position].selects:
            element = self.elements[self.position]
            if taken and not _go_together(taken[-1], element):
                raise UnclearError(Problem(taken[-1].token.begin, element.token.end, _NO_JOINT))
            taken.append(element)
            self.position += 1
        return tuple(element.token for element in taken)

    def _take_what(self) -> tuple[Token, ...]:
        """Values in a row; "lukket" before the next days belongs to those."""
        taken: list[Token] = []
        while self.position < len(self.elements) and self.elements[self.position].tells:
            element = self.elements[self.position]
            if taken and element.token.kind is not Kind.TIMES and self._begins_next():
                break
            if taken and not element.joint and element.token.kind is Kind.APPOINTMENT:
                raise UnclearError(Problem(taken[0].begin, element.token.end, _APPOINTMENT))
            taken.append(element.token)
            self.position += 1
        return tuple(taken)

    def _begins_next(self) -> bool:
        """A selector follows the element here, and nothing joins the two."""
        follows = self.elements[self.position + 1 : self.position + 2]
        return bool(follows) and follows[0].selects and follows[0].joint is None

    def _take_when_after(self) -> tuple[Token, ...]:
        """Selectors after their value, leaving those that begin the next statement."""
        begin = self.position
        rest = self.elements[begin:]
        if rest and rest[0].joint and (len(rest) > 1 or rest[0].token.days != EVERY_DAY):
            return ()
        when = self._take_when()
        follows = self.elements[self.position : self.position + 1]
        if not follows or not follows[0].tells or follows[0].joint:
            return when
        if len(when) != 2 or not self.elements[begin + 1].joint:
            raise UnclearError(Statement(when, (follows[0].token,)).problem(_NO_JOINT))
        self.position = begin + 1
        return when[:1]


def _go_together(one: _Element, following: _Element) -> bool:
    """ "man tir" and "lør og 24. december" do; "hele året hverdage" and "juli, hverdage" do not."""
    kinds = {one.token.kind, following.token.kind}
    if kinds == {Kind.DAYS, Kind.DATES}:
        return following.joint is Kind.AND
    if following.joint or following.marks:
        return True
    return kinds == {Kind.DAYS} and not one.token.days & following.token.days


def _includes_holidays(element: _Element, follows: _Element | None) -> bool:
    """ "inkl. helligdage", "også helligdage"; "også helligdage 10-14" has hours of its own."""
    if element.token.kind is not Kind.HOLIDAYS:
        return False
    if Kind.INCLUDE in element.marks:
        return True
    has_own = follows is not None and follows.tells and follows.joint is None
    return Kind.ALSO in element.marks and not has_own
