"""A municipality's numbers on one sheet of A4, to lie beside the phone or in the glove box.

The text is set in the fonts that every PDF reader has, so nothing must be installed; they know the
letters of Western Europe, others lose their accents.
"""

import unicodedata
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
from portal.text.phones import format_phone
from portal.web.dates import format_date

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 12.0  # mm, A4
HEAD = 30.0  # mm above the first line
LARGEST, SMALLEST, STEP = 10.0, 6.0, 0.5  # pt
LEADING = 0.5  # mm of a line for each point of type
PARTS = (0.40, 0.22, 0.24, 0.14)  # of the width: who, number, hours, domains
SIGNS = str.maketrans({"–": "-", "—": "-", "…": "...", "’": "'", "“": '"', "”": '"', "•": "-"})


class Line(NamedTuple):
    """One line of the sheet; a line with only ``who`` in bold is a heading."""

    who: str
    number: str = ""
    hours: str = ""
    domains: str = ""
    is_heading: bool = False


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
    offers = [one for one in own.offers if one.status == OfferStatus.OPEN]
    sections = {
        "Ring først": first_lines(own.municipality),
        "Akut": [offer_line(one) for one in offers if one.is_acute],
        "Kontaktpersoner": [contact_line(one) for one in own.contacts],
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
    return Line(f"{contact.title} ({contact.organisation.name})", *ways_of(contact))


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
        size = fitting_size(len(sheet.lines))
        most = lines_at(size)
        shown = sheet.lines if len(sheet.lines) <= most else sheet.lines[: most - 1]
        for place, line in enumerate(shown):
            draw_line(pdf, line, HEAD + place * size * LEADING, size)
        if len(shown) < len(sheet.lines):
            left = sum(not line.is_heading for line in sheet.lines[len(shown) :])
            rest = Line(f"… og {left} til. Se dem i portalen.", is_heading=True)
            draw_line(pdf, rest, HEAD + len(shown) * size * LEADING, size)
    return bytes(pdf.output())


def fitting_size(lines: int) -> float:
    """Return the largest type, in points, in which so many lines fit on a page."""
    size = LARGEST
    while size > SMALLEST and lines_at(size) < lines:
        size -= STEP
    return size


def lines_at(size: float) -> int:
    return int((HEIGHT - HEAD - MARGIN) / (size * LEADING))


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


def draw_line(pdf: FPDF, line: Line, top: float, size: float) -> None:
    """Draw a line; what is too long for its part is cut."""
    left, height = MARGIN, size * LEADING
    pdf.set_font("Helvetica", "B" if line.is_heading else "", size)
    whole = WIDTH - 2 * MARGIN
    parts = (1.0,) if line.is_heading else PARTS
    for part, text in zip(parts, line[:4], strict=False):
        pdf.set_xy(left, top)
        if text == line.number and not line.is_heading:
            pdf.set_font("Helvetica", "B", size)
        pdf.cell(w=part * whole, h=height, text=shortened(pdf, text, part * whole - 2))
        pdf.set_font("Helvetica", "B" if line.is_heading else "", size)
        left += part * whole
    if not line.is_heading:
        pdf.set_draw_color(200)
        pdf.line(MARGIN, top + height, WIDTH - MARGIN, top + height)


def shortened(pdf: FPDF, text: str, width: float) -> str:
    """Return a text on one line, cut to a width in mm."""
    whole = drawable(" ".join(text.split()))
    if pdf.get_string_width(whole) <= width:
        return whole
    while whole and pdf.get_string_width(f"{whole}...") > width:
        whole = whole[:-1]
    return f"{whole}..."


def drawable(text: str) -> str:
    """Return a text in the letters of Latin-1, which the fonts of every PDF reader have."""
    plain = text.translate(SIGNS)
    return (
        "".join(sign if ord(sign) < 256 else unicodedata.normalize("NFKD", sign) for sign in plain)
        .encode("latin-1", "ignore")
        .decode("latin-1")
    )
