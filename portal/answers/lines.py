"""From candidates and route steps to the lines of an answer."""

from portal.answers.answer import BY_SWITCHBOARD, Line
from portal.answers.rules import own_reasons, reasons_for, shared_domains
from portal.answers.situation import Candidate, Situation
from portal.answers.wording import age_words, domain_names, fault_words, next_words
from portal.hours.clock import COPENHAGEN
from portal.hours.status import OpenState, OpenStatus
from portal.models.freshness import ROUTE_KIND, is_stale
from portal.models.vocabulary import Callers, Channel
from portal.snapshot.records import EntryRecord, Number, RouteRecord, StepRecord
from portal.web.labels import label

EMERGENCY_NUMBER = "112"


def entry_line(candidate: Candidate, situation: Situation) -> Line:
    """Return the line of an entry, with what the rules say of it as reasons."""
    known = situation.moment.lines
    stands_in_for = candidate.stands_in_for
    key = (candidate.entry.key, stands_in_for.key if stands_in_for else "", candidate.is_absent)
    found = known.get(key)
    if found is None:
        own = own_reasons(candidate, situation)
        found = known[key] = plain_line(candidate, situation), own
    line, own = found
    return line.with_reasons(reasons_for(candidate, situation, own))


def plain_line(candidate: Candidate, situation: Situation) -> Line:
    """Return all that an entry's line says to whatever is asked in the same moment."""
    entry = candidate.entry
    confirmed_at = entry.confirmed_at
    return Line(
        kind=entry.kind,
        id=entry.id,
        entry_type=entry.type,
        function=entry.function,
        name=entry.name,
        organisation=entry.organisation,
        phones=entry.phones,
        secure_mail=entry.secure_mail,
        status=candidate.status,
        status_text=status_words(candidate),
        confirmed_on=confirmed_at.astimezone(COPENHAGEN).date() if confirmed_at else None,
        is_stale=candidate.is_stale,
        age_text=age_words(entry, candidate.is_stale, situation.day),
        fault_text=fault_words(candidate.reported_at, situation.day),
        notes=notes_of(entry),
        is_demo=entry.is_demo,
    )


def status_words(candidate: Candidate) -> str:
    """Return the open state in words; hours nobody could read as a week stand as they are."""
    if candidate.status.state is OpenState.UNKNOWN and candidate.entry.hours_note:
        return candidate.entry.hours_note
    return candidate.opening.words


def notes_of(entry: EntryRecord) -> tuple[str, ...]:
    """Return what to know before calling."""
    callers = "ringes op af fagfolk" if entry.callers == Callers.PROFESSIONAL else ""
    stay = "man kan overnatte" if entry.has_overnight_stay else ""
    excluded = entry.exclusions
    if excluded and not excluded.lower().startswith("ikke"):
        excluded = f"ikke for: {excluded}"
    said = (entry.target_group, callers, stay, excluded, entry.referral, entry.note)
    return tuple(note for note in said if note)


def route_lines(route: RouteRecord, about: str, situation: Situation) -> list[Line]:
    """Return a route's steps in the municipality's own order.

    Steps to entries that may not be shown are left out, and so is a step that repeats an earlier
    one. ``about`` is the domain in a sentence, or empty.
    """
    lines: list[Line] = []
    taken: set[tuple[str, str]] = set()
    for step in route.steps:
        line = step_line(step, route, situation)
        if line is None or (line.key and (line.key, line.channel) in taken):
            continue
        taken.add((line.key, line.channel))
        lines.append(line)
        preferred = f"foretrukken vej for {about}" if about else "foretrukken vej"
        place = preferred if len(lines) == 1 else f"trin {len(lines)} i kommunens egen rækkefølge"
        line.reasons.insert(0, place)
    if lines:
        lines[-1].next_text = ""
    return lines


def step_line(step: StepRecord, route: RouteRecord, situation: Situation) -> Line | None:
    """Return the line of a step, or None when what it points to may not be shown."""
    if step.free_function:
        line = words_line(step, route, situation)
    else:
        entry = situation.snapshot.find_entry(step.target)
        if entry is None or not entry.is_valid_on(situation.day):
            return None
        candidate = situation.moment.candidate(entry)
        line = entry_line(candidate, situation)
        covers = shared_domains(candidate, situation)
        line.reasons = [reason for reason in line.reasons if reason != covers]
        if entry.type == "organisation":
            add_switchboard(line, entry, situation)
    line.channel = step.channel
    line.channel_text = "" if step.channel == Channel.PHONE else label(Channel(step.channel))
    line.instruction = step.instruction
    line.next_text = next_words(step)
    return line


def words_line(step: StepRecord, route: RouteRecord, situation: Situation) -> Line:
    """Return the line of a function in words, such as "egen læge": it is as fresh as its route."""
    is_old = is_stale(ROUTE_KIND, route.confirmed_at, situation.at)
    return Line(
        kind=ROUTE_KIND,
        id=route.id,
        entry_type="handover_route",
        function=step.free_function[:1].upper() + step.free_function[1:],
        confirmed_on=route.confirmed_at.astimezone(COPENHAGEN).date()
        if route.confirmed_at
        else None,
        is_stale=is_old,
        age_text=age_words(route, is_old, situation.day),
        is_demo=route.is_demo,
    )


def add_switchboard(line: Line, unit: EntryRecord, situation: Situation) -> None:
    """Let a unit of a municipality be reached through the switchboard; it has no number itself."""
    switchboard = find_switchboard(unit.municipality, situation)
    if switchboard is None or not switchboard.phones:
        return
    candidate = situation.moment.present(switchboard)
    line.phones = switchboard.phones
    line.status, line.status_text = candidate.status, status_words(candidate)
    line.fault_text = line.fault_text or fault_words(candidate.reported_at, situation.day)
    line.reasons = [BY_SWITCHBOARD]


def find_switchboard(code: str, situation: Situation) -> EntryRecord | None:
    """Return a municipality's switchboard."""
    municipality = situation.snapshot.municipalities.get(code)
    if municipality is None:
        return None
    return situation.snapshot.find_entry(f"municipality:{municipality.id}")


def emergency_line() -> Line:
    """Return the line that stands first when words tell of danger to life."""
    return Line(
        kind="anden",
        id=None,
        entry_type="emergency",
        function="Ring 1-1-2 ved fare for liv",
        organisation="Alarmcentralen",
        phones=(Number(EMERGENCY_NUMBER, "public"),),
        status=OpenStatus(OpenState.OPEN),
        status_text="åben hele døgnet",
        reasons=["fare for liv"],
    )


def about_domains(codes: list[str], situation: Situation) -> str:
    """Return domains as they stand in a sentence."""
    return domain_names(codes, situation.snapshot.domains)
