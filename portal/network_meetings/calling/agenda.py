"""The agenda of a meeting as a PDF: the citizen's own words first, and room to write by hand.

It is set in the fonts that every PDF reader has, like the call sheets.
"""

from datetime import timedelta

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from portal.models.meeting import Meeting
from portal.network_meetings.ending.actions import default_follow_up
from portal.network_meetings.wording import describe_span
from portal.text.latin import drawable
from portal.web.dates import format_date, local_today
from portal.web.labels import label

WIDTH, HEIGHT, MARGIN, FOOT = 210.0, 297.0, 18.0, 20.0  # mm, A4
TEXT, HEADING, TITLE, SMALL = 10.5, 13.0, 22.0, 8.5  # pt
LINE = 5.2  # mm of a printed line
WRITTEN_LINE = 9.0  # mm of a line to write on by hand
ROW = 12.0  # mm of a row to write in by hand
RULE = 150  # grey, 0 is black
PRIVATE = "Kun til deltagerne. Det skrevne hører til i sagen: læg det der, eller makulér det."


class AgendaPdf(FPDF):
    """Pages of A4 that carry the meeting's reference and their number."""

    def __init__(self, reference: str) -> None:
        super().__init__(format="A4")
        self.reference = reference
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, FOOT)
        self.set_title(drawable(f"Dagsorden {reference}"))
        self.set_lang("da")
        self.set_draw_color(RULE)

    def footer(self) -> None:
        self.set_xy(MARGIN, HEIGHT - FOOT + 4)
        self.set_font("Helvetica", "", SMALL)
        self.cell(text=drawable(PRIVATE))
        self.set_x(MARGIN)
        text = drawable(f"{self.reference}, side {self.page_no()} af {{nb}}")
        self.cell(w=WIDTH - 2 * MARGIN, align="R", text=text)

    def write_text(self, text: str, size: float = TEXT, style: str = "") -> None:
        """Draw a text over the whole width, broken into lines."""
        self.set_font("Helvetica", style, size)
        height = LINE * size / TEXT
        self.multi_cell(0, height, drawable(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def begin_section(self, heading: str, room: float) -> None:
        """Draw a heading, on the next page unless so many mm below it are free."""
        self.ln(LINE)
        if self.will_page_break(room + 2 * LINE):
            self.add_page()
        self.write_text(heading, HEADING, "B")
        self.ln(1)

    def draw_lines(self, count: int) -> None:
        """Draw empty lines to write on."""
        for _ in range(count):
            if self.will_page_break(WRITTEN_LINE):
                self.add_page()
            self.ln(WRITTEN_LINE)
            self.line(MARGIN, self.get_y(), WIDTH - MARGIN, self.get_y())
        self.ln(2)


def draw_agenda(meeting: Meeting) -> bytes:
    """Return a meeting's agenda as a PDF of A4; it needs no time and no place yet."""
    pdf = AgendaPdf(meeting.reference)
    pdf.add_page()
    draw_head(pdf, meeting)
    draw_table(pdf, meeting)
    draw_questions(pdf, meeting)
    draw_agreements(pdf)
    draw_follow_up(pdf, meeting)
    return bytes(pdf.output())


def draw_head(pdf: AgendaPdf, meeting: Meeting) -> None:
    """Draw the title, and when, where and for what the meeting is."""
    pdf.write_text("Dagsorden", TITLE, "B")
    pdf.write_text(f"Netværksmøde {meeting.reference}", HEADING)
    pdf.ln(2)
    when = "ikke aftalt endnu"
    if meeting.starts_at is not None:
        ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes)
        when = describe_span(meeting.starts_at, ends_at)
    facts = {
        "Formål": label(meeting.purpose),
        "Hvornår": when,
        "Hvor": meeting.place,
        "Videomøde": meeting.link,
        "Indkaldt af": meeting.organiser.name,
    }
    for word, value in facts.items():
        if value:
            pdf.write_text(f"{word}: {value}")


def draw_table(pdf: AgendaPdf, meeting: Meeting) -> None:
    """Draw who is at the table in which function, with a box to tick who came."""
    pdf.begin_section("Ved bordet", 3 * LINE)
    with pdf.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=(38, 26, 28, 8),
        headings_style=FontFace(emphasis="BOLD"),
        line_height=LINE,
        padding=(0.8, 1, 0.8, 0),
        text_align="L",
        v_align="T",
    ) as table:
        pdf.set_font("Helvetica", "", TEXT)
        for cells in (
            ("Funktion", "Navn", "Fra", "Kom"),
            *((one.function, one.name, one.organisation, "") for one in meeting.participants),
        ):
            row = table.row()
            for text in cells:
                row.cell(drawable(text))


def draw_questions(pdf: AgendaPdf, meeting: Meeting) -> None:
    """Draw what is talked about, the citizen's own words first."""
    asked = "Hvad er vigtigst for dig? Hvad vil du gerne have hjælp til, og hvad vil du ikke?"
    if not meeting.citizen_takes_part:
        asked = "Hvad har borgeren selv bedt om at få sagt?"
    for heading, question, lines in (
        ("1. Borgerens egne ord", asked, 6),
        ("2. Hvad går godt?", "Hvad skal blive ved, som det er?", 4),
        ("3. Hvad er svært?", "", 4),
    ):
        pdf.begin_section(heading, 3 * WRITTEN_LINE)
        if question:
            pdf.write_text(question)
        pdf.draw_lines(lines)


def draw_agreements(pdf: AgendaPdf) -> None:
    """Draw the empty table of who does what until when."""
    pdf.begin_section("4. Hvem gør hvad, hvornår?", 3 * ROW)
    pdf.set_font("Helvetica", "", TEXT)
    with pdf.table(
        col_widths=(28, 50, 22), headings_style=FontFace(emphasis="BOLD"), text_align="L"
    ) as table:
        table.row(("Hvem", "Hvad", "Hvornår"))
        for _ in range(6):
            table.row(("", "", ""), min_height=ROW)


def draw_follow_up(pdf: AgendaPdf, meeting: Meeting) -> None:
    """Draw when and by whom it is followed up."""
    pdf.begin_section("5. Opfølgning", 3 * WRITTEN_LINE)
    if meeting.follow_up_on is not None:
        pdf.write_text(f"Vi følger op {format_date(meeting.follow_up_on)}.")
    else:
        usual = format_date(default_follow_up(meeting, local_today()))
        pdf.write_text(f"Hvornår følger vi op? (forslag: {usual})")
        pdf.draw_lines(1)
    pdf.write_text("Hvem følger op, og hvordan?")
    pdf.draw_lines(1)
