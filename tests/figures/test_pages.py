"""The page of figures and its files."""

import pytest

from portal.extensions import db
from portal.figures.charts import draw_lines
from portal.figures.sections import SECTIONS
from portal.figures.shares import Share
from portal.figures.tables import Table
from portal.models.base import utc_now
from portal.models.report import CallOutcome
from portal.models.vocabulary import Outcome, Role
from tests.factories import make_contact, make_drill_call, make_municipality, make_user
from tests.support.pages import text_of


def test_empty_house_says_of_each_figure_what_is_missing(client_of):
    page = text_of(client_of(Role.READER).page("/tal"))
    assert "Ingen har fortalt, hvordan et opkald gik" in page
    assert "Der er ikke trukket en stikprøve endnu." in page


def test_few_calls_are_said_to_be_few(database, client_of):
    with database():
        randers, user = make_municipality("Randers"), make_user()
        db.session.add(
            CallOutcome(
                at=utc_now(),
                user_id=user.id,
                subject_type="contact",
                subject_id=1,
                municipality_id=randers.id,
                outcome=Outcome.TOOK_OVER,
            )
        )
    assert "for få opkald" in text_of(client_of(Role.READER).page("/tal"))


def test_municipality_that_is_chosen_is_named(database, client_of):
    with database():
        make_municipality("Randers")
    page = client_of(Role.READER).page("/tal?kommune=0730&dage=30")
    assert "Randers Kommune" in text_of(page)
    assert "De seneste 30 dage" in [
        text_of(n) for n in page.iter("option") if n.get("selected") is not None
    ]


@pytest.mark.parametrize("figure", SECTIONS)
def test_each_figure_can_be_fetched_as_a_file(database, client_of, figure):
    with database():
        make_drill_call(make_contact())
    answer = client_of(Role.READER).get(f"/tal/{figure}.csv")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert f'filename="{figure}-' in answer.headers["Content-Disposition"]


def test_unknown_figure_is_not_found(client_of):
    assert client_of(Role.READER).get("/tal/findes-ikke.csv").status_code == 404


def test_lines_stand_where_the_shares_are():
    rows = [[day, Share(part, 4), None, 3] for day, part in enumerate((0, 2, 4))]
    lines = draw_lines(Table("x", "X", ["Uge", "I tide", "Dækket", "Åbne"], rows))
    assert [line.name for line in lines.lines] == ["I tide"]
    heights = [y for _, y in lines.lines[0].dots]
    assert heights == [214.0, 112.0, 10.0]


def test_one_week_alone_makes_no_line():
    assert draw_lines(Table("x", "X", ["Uge", "I tide"], [["1", Share(1, 2)]])) is None
