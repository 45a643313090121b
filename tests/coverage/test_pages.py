"""The table, the map, the holes and who fills them, as people see them."""

import pytest

from portal.coverage.cells import State, coverage_on, first_to_call
from portal.coverage.ordinary import ordinary_day
from portal.coverage.outlines import region_map
from portal.hours.parse import parse_hours
from portal.models.vocabulary import OfferKind, OfferStatus, Participation, Role
from portal.snapshot.current import current_snapshot
from portal.web.dates import local_today
from tests.factories import (
    make_contact,
    make_domain,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
    make_user,
)
from tests.support.pages import text_of

FILL = "/overleveringsveje/ny?kommune=0730&omraade=alkohol"


@pytest.fixture
def states(app):
    """``states()``: the state of each domain in Randers, from a fresh snapshot."""

    def of_randers():
        with app.app_context():
            cells = coverage_on(current_snapshot(), ordinary_day(local_today()))["0730"]
            return {code: cell.state for code, cell in cells.items()}

    return of_randers


def furnish(**values):
    """Make Randers with a unit and the domain alcohol; return the unit and the domain."""
    randers = make_municipality("Randers", **values)
    return make_organisation(municipality=randers), make_domain("alkohol")


def test_route_goes_before_contact_before_acute_offer(database, states):
    with database():
        unit, alcohol = furnish()
        other, third, none = map(make_domain, ("stoffer", "angst", "demens"))
        make_route(unit.municipality, alcohol, steps=["egen læge"])
        make_contact(organisation=unit, domains=[alcohol, other])
        make_offer(organisation=unit, domains=[alcohol, other, third])
    assert states() == {
        "alkohol": State.ROUTE,
        "stoffer": State.CONTACT,
        "angst": State.ACUTE,
        "demens": State.NONE,
    }
    assert none.code == "demens"


def test_route_for_all_others_leaves_a_hole_that_it_is_the_fallback_of(database, states, app):
    with database():
        unit, _ = furnish()
        central = make_contact("Socialchef", organisation=unit, phones=["+4584000777"])
        make_route(unit.municipality, None, steps=[central])
    assert states() == {"alkohol": State.SHARED}
    with app.app_context():
        first = first_to_call(current_snapshot(), "0730", "alkohol", ordinary_day(local_today()))
    assert first.phone == "+4584000777"
    assert first.name.startswith("Socialchef")


def test_fallback_is_whom_the_ladder_itself_says_to_call(database, states, client_of):
    with database():
        furnish()
    client = client_of(Role.READER)
    page = client.page("/daekning")
    answer = client.get("/api/v1/answer?municipality=0730&domain=alkohol").json
    assert answer["steps"][0]["kind"] == "hovednummer"
    assert "Hovednummer, Randers Kommune" in text_of(page)


@pytest.mark.parametrize("status", [OfferStatus.PLANNED, OfferStatus.PAUSED, OfferStatus.CLOSED])
def test_acute_offer_that_is_not_in_operation_covers_nothing(database, states, status):
    with database():
        unit, alcohol = furnish()
        make_offer(organisation=unit, domains=[alcohol], status=status)
    assert states() == {"alkohol": State.NONE}


def test_contact_without_a_number_covers_nothing(database, states):
    with database():
        unit, alcohol = furnish()
        make_contact(organisation=unit, domains=[alcohol], phones=[])
    assert states() == {"alkohol": State.NONE}


def test_ordinary_offer_is_no_acute_one(database, states):
    with database():
        unit, alcohol = furnish()
        make_offer(organisation=unit, domains=[alcohol], kind=OfferKind.VOLUNTARY)
    assert states() == {"alkohol": State.NONE}


def test_route_of_a_municipality_that_does_not_take_part_covers_nothing(database, states):
    with database():
        unit, alcohol = furnish(participation=Participation.DECLINED)
        make_route(unit.municipality, alcohol)
    assert states() == {"alkohol": State.NONE}


def test_coordinator_finds_the_form_that_fills_the_hole_filled_in(database, sign_in):
    with database():
        unit, _ = furnish()
        user = make_user(Role.COORDINATOR, municipalities=[unit.municipality], name="Demo Tunø")
    client = sign_in(user)
    page = client.page("/daekning")
    links = {node.get("href") for node in page.iter("a")}
    assert FILL in links
    assert "Demo Tunø" in text_of(page)
    form = client.page(FILL)
    chosen = [node for node in form.iter("option") if node.get("selected") is not None]
    assert "Alkohol" in [text_of(node) for node in chosen]


def test_hole_where_nobody_takes_part_is_filled_by_a_contact(database, sign_in):
    with database():
        unit, alcohol = furnish(participation=Participation.DECLINED)
        user = make_user(Role.COORDINATOR, municipalities=[unit.municipality])
    client = sign_in(user)
    address = f"/kontaktpersoner/ny?organisation={unit.id}&omraade=alkohol"
    assert address in {node.get("href") for node in client.page("/daekning").iter("a")}
    ticked = [n for n in client.page(address).iter("input") if n.get("checked") is not None]
    assert [node.get("value") for node in ticked] == [str(alcohol.id)]


def test_reader_is_led_to_the_municipality_not_to_a_form(database, client_of):
    with database():
        furnish()
    links = {node.get("href") for node in client_of(Role.READER).page("/daekning").iter("a")}
    assert "/kommuner/randers" in links
    assert FILL not in links


def test_map_says_the_same_as_the_table(database, client_of):
    with database():
        unit, alcohol = furnish()
        make_contact(organisation=unit, domains=[alcohol])
        make_municipality("Viborg")
    page = client_of(Role.READER).page("/daekning?omraade=alkohol")
    titles = {text_of(node) for node in page.iter() if str(node.tag).endswith("}title")}
    assert {"Randers: Kontaktperson", "Viborg: Hul: ingen"} <= titles


def test_map_has_all_19_municipalities_and_little_weight():
    outlines = region_map().outlines
    assert len(outlines) == 19
    assert sum(len(outline.path) for outline in outlines.values()) < 40_000


def test_unknown_municipality_and_domain_narrow_nothing(database, client_of):
    with database():
        furnish()
    page = client_of(Role.READER).page("/daekning?kommune=9999&omraade=findes-ikke")
    assert "Randers" in text_of(page)


def test_hours_page_names_when_nobody_is_there(database, client_of):
    with database():
        unit, alcohol = furnish()
        make_contact(organisation=unit, domains=[alcohol], hours=parse_hours("man-fre 8-15"))
    page = client_of(Role.READER).page("/daekning/timer?kommune=0730&omraade=alkohol")
    assert "fredag 15.00 til mandag 8.00" in text_of(page)


def test_region_counts_municipalities_with_somebody(database, client_of):
    with database():
        unit, alcohol = furnish()
        viborg = make_organisation(municipality=make_municipality("Viborg"))
        for one in (unit, viborg):
            make_contact(organisation=one, domains=[alcohol], hours=parse_hours("man 8-15"))
            make_contact(organisation=one, domains=[alcohol], hours=parse_hours("man 8-15"))
    page = client_of(Role.READER).page("/daekning/timer")
    assert "Det mørkeste er 2." in text_of(page)
