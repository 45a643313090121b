"""Which rows create, change or leave alone, and what is wrong with the others."""

import pytest

from portal.imports.lists.planning import Verdict, faults_of
from portal.models.contact import Contact
from portal.models.vocabulary import Audience, OfferKind, PhoneKind
from tests import factories
from tests.imports.lists.files import ANNA, BENT, HEADINGS, csv_file

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def verdicts(plan) -> list[Verdict]:
    return [row.verdict for row in plan.rows]


def changes(plan, place: int = 0) -> dict[str, tuple[str, str]]:
    return {change.label: (change.before, change.after) for change in plan.rows[place].changes}


def test_unknown_people_are_created_with_all_that_the_list_says(plan_of, write, session):
    plan = plan_of(csv_file(HEADINGS, ANNA, BENT))
    assert verdicts(plan) == [Verdict.CREATED, Verdict.CREATED]
    write(plan)
    anna = session.query(Contact).filter_by(name="Anna Vind").one()
    assert (anna.function, anna.organisation.name) == ("Rusmiddelkoordinator", "Alkoholteamet")
    assert [phone.number for phone in anna.phones] == ["+4586123456"]
    assert [phone.audience for phone in anna.phones] == [Audience.PROFESSIONAL]
    assert [domain.code for domain in anna.domains] == ["alkohol", "stoffer", "demens"]
    assert anna.hours.text == "man-fre 8-15"


def test_the_same_list_again_changes_nothing(plan_of, write):
    data = csv_file(HEADINGS, ANNA, BENT)
    write(plan_of(data))
    assert verdicts(plan_of(data)) == [Verdict.UNCHANGED, Verdict.UNCHANGED]


def test_person_of_the_same_function_and_unit_is_changed_field_by_field(plan_of, place):
    factories.make_contact("Rusmiddelkoordinator", "Anna Vind", place.unit, ["+4586999999"])
    plan = plan_of(csv_file(HEADINGS, ANNA))
    assert verdicts(plan) == [Verdict.CHANGED]
    assert changes(plan)["Telefonnumre"] == (
        "86 99 99 99 (Funktionens nummer, kun fagfolk)",
        "86 12 34 56 (Funktionens nummer, kun fagfolk)",
    )
    assert "Navn" not in changes(plan)


def test_new_name_in_a_function_that_only_one_has_is_a_successor(plan_of, place):
    factories.make_contact("Rusmiddelkoordinator", "Demo Æbelø", place.unit)
    plan = plan_of(csv_file(HEADINGS, ANNA))
    assert changes(plan)["Navn"] == ("Demo Æbelø", "Anna Vind")


def test_several_of_one_function_are_told_apart_by_their_names(plan_of, place):
    for name in ("Anna Vind", "Carl Eng"):
        factories.make_contact("Visitator", name, place.unit)
    rows = [["Alkoholteamet", "Visitator", name, "", "", "", ""] for name in ("Anna Vind", "Dora")]
    assert verdicts(plan_of(csv_file(HEADINGS, *rows))) == [Verdict.UNCHANGED, Verdict.CREATED]


def test_person_with_the_same_function_is_known_in_another_unit(plan_of, place):
    factories.make_contact("Rusmiddelkoordinator", "Anna Vind", place.root, ["+4586999999"])
    plan = plan_of(csv_file(HEADINGS, ANNA))
    assert verdicts(plan) == [Verdict.CHANGED]
    assert changes(plan)["Organisation"] == ("Randers Kommune", "Alkoholteamet, Randers Kommune")


@pytest.mark.parametrize("way", [{"email": "anna@sted.dk"}, {"phones": ["+4586123456"]}])
def test_person_who_has_moved_is_known_by_e_mail_or_number(plan_of, place, way):
    factories.make_contact("Leder", "Anna Vind", place.root, **({"phones": []} | way))
    plan = plan_of(csv_file(HEADINGS, ANNA))
    assert verdicts(plan) == [Verdict.CHANGED]
    assert changes(plan)["Organisation"][1] == "Alkoholteamet, Randers Kommune"


def test_number_that_several_share_tells_nobody_apart(plan_of, place):
    for name in ("Eva", "Finn"):
        factories.make_contact("Vagt", name, place.root, ["+4586123456"])
    assert verdicts(plan_of(csv_file(HEADINGS, ANNA))) == [Verdict.CREATED]


def test_empty_cells_and_missing_columns_leave_the_entry_as_it_is(plan_of, place):
    factories.make_contact("Sygeplejerske", "Bent Hede", place.unit, ["+4586123457"], note="Ring.")
    plan = plan_of(csv_file(["Afdeling", "Stilling", "Navn", "Tlf"], [*BENT[:3], ""]))
    assert verdicts(plan) == [Verdict.UNCHANGED]


def test_number_keeps_its_kind_and_audience_and_other_kinds_stay(plan_of, place, write):
    phones = [("+4586000001", PhoneKind.FUNCTION), ("+4520000001", PhoneKind.MOBILE)]
    bent = factories.make_contact("Sygeplejerske", "Bent Hede", place.unit, [])
    bent.phones = [
        factories.Phone(position=n, number=number, kind=kind, audience=Audience.PUBLIC)
        for n, (number, kind) in enumerate(phones)
    ]
    write(plan_of(csv_file(["Afdeling", "Stilling", "Tlf."], [*BENT[:2], "86000002"])))
    assert [(p.number, p.kind) for p in bent.phones] == [
        ("+4586000002", PhoneKind.FUNCTION),
        ("+4520000001", PhoneKind.MOBILE),
    ]


def test_unit_that_is_missing_is_made_once_and_shown(plan_of, write, session):
    rows = [["Nyt team", "Leder", name, "", "", "", ""] for name in ("Anna", "Bent")]
    plan = plan_of(csv_file(HEADINGS, *rows))
    assert [unit.name for unit in plan.units] == ["Nyt team"]
    write(plan)
    units = {contact.organisation for contact in session.query(Contact)}
    assert [unit.full_name for unit in units] == ["Nyt team, Randers Kommune"]


def test_unit_of_rows_with_faults_is_not_made(plan_of):
    plan = plan_of(csv_file(HEADINGS, ["Nyt team", "Leder", "Anna", "12", "", "", ""]))
    assert plan.units == []


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        (1, "", "Række 2, Funktion: Skriv funktionen"),
        (3, "1234", "Række 2, Telefon: »1234« er ikke et telefonnummer"),
        (4, "anna", "Række 2, E-mail: Skriv e-mailen"),
        (5, "sommetider", "Række 2, Telefontid: Forstår ikke »sommetider«"),
        (6, "fodbold", "Række 2, Problemområder: Kender ikke »fodbold«"),
        (0, "Viborg Kommune", "Række 2, Organisation: »Viborg Kommune« er ikke en del af"),
    ],
)
def test_fault_names_row_and_column(plan_of, column, text, said):
    row = [text if place == column else cell for place, cell in enumerate(ANNA)]
    plan = plan_of(csv_file(HEADINGS, row))
    assert verdicts(plan) == [Verdict.FAULTY]
    assert faults_of(plan.rows)[0].startswith(said)


@pytest.mark.parametrize(
    ("named", "said"), [("Viborg", "Listen er for Randers"), ("Atlantis", "Kender ikke kommunen")]
)
def test_row_of_another_or_an_unknown_municipality_is_marked(plan_of, named, said):
    plan = plan_of(csv_file(["Kommune", "Funktion"], [named, "Leder"]))
    assert f"Række 2, Kommune: {said}" in faults_of(plan.rows)[0]


def test_person_who_stands_there_twice_is_marked_at_the_later_row(plan_of):
    plan = plan_of(csv_file(HEADINGS, ANNA, BENT, ANNA))
    assert verdicts(plan) == [Verdict.CREATED, Verdict.CREATED, Verdict.FAULTY]
    assert faults_of(plan.rows) == ["Række 4, Navn: Det samme står allerede i række 2."]


def test_faulty_row_never_hides_the_good_ones(plan_of):
    bad = [*ANNA[:3], "12", *ANNA[4:]]
    assert verdicts(plan_of(csv_file(HEADINGS, bad, BENT))) == [Verdict.FAULTY, Verdict.CREATED]


def test_cpr_number_is_a_fault_wherever_it_stands(plan_of):
    plan = plan_of(csv_file([*HEADINGS, "Ukendt"], [*ANNA, "070761-4285"]))
    assert faults_of(plan.rows)[0].startswith("Række 2, kolonne H: Her står noget, der ligner")


def test_offers_get_a_kind_and_are_for_their_own_municipality(plan_of, place, write, session):
    write(
        plan_of(csv_file(["Tilbud", "Målgruppe", "Gratis"], ["Randers Krisecenter", "Alle", "ja"]))
    )
    offer = session.query(factories.Offer).one()
    assert (offer.kind, offer.is_free_of_charge) == (OfferKind.CRISIS_CENTRE, True)
    assert [one.name for one in offer.municipalities] == ["Randers"]
    assert offer.organisation is place.root


def test_number_of_an_entry_that_is_not_there_is_a_fault(plan_of):
    plan = plan_of(csv_file(["Nr. i Én indgang", "Funktion"], ["47110815", "Leder"]))
    assert "Nummeret findes ikke i Randers Kommune" in faults_of(plan.rows)[0]


def test_a_plan_is_told_from_another_by_what_it_would_do(plan_of, place):
    data = csv_file(HEADINGS, ANNA)
    first = plan_of(data).digest
    assert plan_of(data).digest == first
    factories.make_contact("Rusmiddelkoordinator", "Anna Vind", place.unit)
    assert plan_of(data).digest != first
