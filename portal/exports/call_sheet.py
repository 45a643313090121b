"""A municipality's numbers on one sheet of A4, to lie beside the phone or in the glove box.

The text is set in the fonts that every PDF reader has, so nothing must be installed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from fpdf import FPDF

from portal.exports.cells import hours_in_words
from portal.exports.entries import OwnEntries
from portal.exports.marks import INTERNAL
from portal.exports.public_offers import PublicRow
from portal.models.contact import Contact
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.vocabulary import OfferStatus
from portal.text.latin import drawable
from portal.text.phones import format_phone
from portal.web.dates import format_date

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 12.0  # mm, A4
HEAD = 30.0  # mm above the first line
LARGEST, SMALLEST, STEP = 10.0, 6.0, 0.5  # pt
LEADING = 0.45  # mm of a line for each point of type
PARTS = (0.38, 0.14, 0.26, 0.22)  # of the width: who, number, hours, domains
NUMBERS = 1  # the part that is bold
GAP, PADDING = 3.0, 1.0  # mm between parts, and below a line


class Line(NamedTuple):
    """One line of the sheet; a line with only ``who`` in bold is a heading."""

    who: str
    number: str = ""
    hours: str = ""
    domains: str = ""
    is_heading: bool = False


class LaidRow(NamedTuple):
    """A line as it is drawn: the lines of text of each part, and how high it is in mm."""

    parts: list[list[str]]
    height: float
    is_heading: bool


@dataclass(frozen=True)
class CallSheet:
    """A sheet: what it is called, its mark (empty: it is public), and its lines."""

    title: str
    mark: str
    lines: list[Line]


def make_call_sheets(of_municipalities: Sequence[OwnEntries], day: date) -> bytes:
    """Return a PDF with one page a municipality, marked internal and with the day."""
    return make_pdf([internal_sheet(own) for own in of_municipalities], day)


def make_public_sheets(rows: Iterable[PublicRow], day: date) -> bytes:
    """Return a PDF with one page a municipality of what citizens may call themselves."""
    sheets = [
        CallSheet(f"Akut hjælp: {place}", "", [public_line(row) for row in of_place])
        for place, of_place in groupby(rows, key=lambda row: row.place)
    ]
    return make_pdf(sheets or [CallSheet("Akut hjælp", "", [])], day)


def public_line(row: PublicRow) -> Line:
    return Line(f"{row.offer.name}, {row.offer.organisation}", row.phone, row.hours)


def internal_sheet(own: OwnEntries) -> CallSheet:
    """Return a municipality's sheet; what has no number cannot be called and is left out."""
    offers = [one for one in own.offers if one.status == OfferStatus.OPEN and one.phones]
    contacts = [one for one in own.contacts if one.phones]
    sections = {
        "Ring først": first_lines(own.municipality),
        "Akut": [offer_line(one) for one in offers if one.is_acute],
        "Kontaktpersoner": [contact_line(one) for one in contacts],
        "Andre tilbud": [offer_line(one) for one in offers if not one.is_acute],
    }
    lines = [
        line
        for heading, of_section in sections.items()
        if of_section
        for line in (Line(heading, is_heading=True), *of_section)
    ]
    return CallSheet(own.municipality.full_name, INTERNAL, lines)


def first_lines(municipality: Municipality) -> list[Line]:
    """Return the central entrance, then the switchboard."""
    lines = []
    if municipality.central_contact is not None:
        central = contact_line(municipality.central_contact)
        lines.append(central._replace(who=f"Central indgang: {central.who}"))
    if municipality.switchboard:
        hours = hours_in_words(municipality.hours)
        lines.append(Line("Hovednummer", format_phone(municipality.switchboard), hours))
    return lines


def contact_line(contact: Contact) -> Line:
    unit = contact.organisation
    where = f" ({unit.name})" if unit.parent_id is not None else ""
    return Line(f"{contact.title}{where}", *ways_of(contact))


def offer_line(offer: Offer) -> Line:
    line = Line(offer.name, *ways_of(offer))
    return line if line.hours else line._replace(hours=offer.hours_note)


def ways_of(entry: Contact | Offer) -> tuple[str, str, str]:
    """Return the first two numbers of an entry, its hours and its domains."""
    numbers = " / ".join(format_phone(phone.number) for phone in entry.phones[:2])
    domains = ", ".join(domain.name for domain in entry.domains)
    return numbers, hours_in_words(entry.hours), domains


def make_pdf(sheets: Sequence[CallSheet], day: date) -> bytes:
    """Return sheets as a PDF, one page each: the type gets smaller, then the last lines go."""
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_title("Én indgang: ringeliste")
    pdf.set_lang("da")
    for sheet in sheets:
        pdf.add_page()
        draw_head(pdf, sheet, day)
        draw_lines(pdf, sheet.lines)
    return bytes(pdf.output())


def draw_lines(pdf: FPDF, lines: list[Line]) -> None:
    """Draw lines in the largest type in which they all fit; what does not fit is counted."""
    room = HEIGHT - HEAD - MARGIN
    candidates = lines[: int(room / (SMALLEST * LEADING))]
    size = LARGEST
    laid = lay_out(pdf, candidates, size)
    while size > SMALLEST and sum(row.height for row in laid) > room:
        size -= STEP
        laid = lay_out(pdf, candidates, size)
    top = HEAD
    for place, row in enumerate(laid):
        is_last = place == len(lines) - 1
        if top + row.height + (0 if is_last else size * LEADING) > HEAD + room:
            left = sum(not line.is_heading for line in lines[place:])
            draw_row(pdf, lay_out(pdf, [rest_of(left)], size)[0], top, size)
            return
        draw_row(pdf, row, top, size)
        top += row.height
    left = sum(not line.is_heading for line in lines[len(laid) :])
    if left:
        draw_row(pdf, lay_out(pdf, [rest_of(left)], size)[0], top, size)


def rest_of(left: int) -> Line:
    return Line(f"… og {left} til. Se dem i portalen.", is_heading=True)


def lay_out(pdf: FPDF, lines: Sequence[Line], size: float) -> list[LaidRow]:
    """Return lines with the text of each part broken to its width; each number has its own line."""
    whole = WIDTH - 2 * MARGIN
    rows = []
    for line in lines:
        pdf.set_font("Helvetica", "B" if line.is_heading else "", size)
        if line.is_heading:
            parts = [[drawable(line.who)]]
        else:
            pieces = (line.who, line.number.replace(" / ", "\n"), line.hours, line.domains)
            parts = [
                broken(pdf, text, part * whole - GAP)
                for part, text in zip(PARTS, pieces, strict=True)
            ]
        height = max(map(len, parts)) * size * LEADING + (0 if line.is_heading else PADDING)
        rows.append(LaidRow(parts, height, line.is_heading))
    return rows


def broken(pdf: FPDF, text: str, width: float) -> list[str]:
    """Return a text as lines no wider than a width in mm, broken between words."""
    lines: list[str] = []
    for piece in drawable(text).split("\n"):
        line = ""
        for word in piece.split():
            longer = f"{line} {word}".strip()
            if line and pdf.get_string_width(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def draw_row(pdf: FPDF, row: LaidRow, top: float, size: float) -> None:
    """Draw a line of the sheet, with its numbers in bold, and a thin rule below it."""
    whole, left = WIDTH - 2 * MARGIN, MARGIN
    for place, (part, texts) in enumerate(zip(PARTS, row.parts, strict=False)):
        is_bold = row.is_heading or place == NUMBERS
        pdf.set_font("Helvetica", "B" if is_bold else "", size)
        for number, text in enumerate(texts):
            pdf.set_xy(left, top + number * size * LEADING)
            pdf.cell(w=part * whole, h=size * LEADING, text=text)
        left += part * whole
    if not row.is_heading:
        pdf.set_draw_color(200)
        pdf.line(MARGIN, top + row.height, WIDTH - MARGIN, top + row.height)


def draw_head(pdf: FPDF, sheet: CallSheet, day: date) -> None:
    pdf.set_xy(MARGIN, MARGIN)
    pdf.set_font("Helvetica", "B", 16)
    pdf.cell(text=drawable(sheet.title))
    if sheet.mark:
        pdf.set_font("Helvetica", "B", 11)
        pdf.set_xy(MARGIN, MARGIN)
        pdf.cell(w=WIDTH - 2 * MARGIN, align="R", text=drawable(sheet.mark))
    pdf.set_font("Helvetica", "", 9)
    pdf.set_xy(MARGIN, MARGIN + 9)
    when = f"Udskrevet {format_date(day)}. Numre kan være ændret siden: se portalen."
    pdf.cell(text=drawable(when))
