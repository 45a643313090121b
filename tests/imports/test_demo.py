"""What the demo shows: believable entries that can never be taken for real ones."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.passwords import is_right_password
from portal.hours.clock import COPENHAGEN
from portal.imports.demo import PASSWORD
from portal.models.base import utc_now
from portal.models.contact import Contact
from portal.models.freshness import CONTACT_KIND, is_stale
from portal.models.handover_route import HandoverRoute
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.phone import Phone
from portal.models.user import User
from portal.models.vocabulary import (
    ACUTE_KINDS,
    Capacity,
    OfferStatus,
    Participation,
    Preference,
    Role,
    Sector,
)
from portal.privacy.cpr import find_cpr
from portal.text.phones import is_demo_number, parse_phone
from portal.web.labels import ANSWER_WITHIN


def all_municipalities(session: Session) -> list[Municipality]:
    return list(session.scalars(select(Municipality)))


def test_every_municipality_has_contacts_acute_offers_and_routes(directory: Session) -> None:
    for municipality in all_municipalities(directory):
        own = Organisation.municipality_id == municipality.id
        contacts = select(func.count(Contact.id)).join(Contact.organisation).where(own)
        acute = select(func.count(Offer.id)).join(Offer.organisation)
        acute = acute.where(own, Offer.is_demo, Offer.kind.in_(ACUTE_KINDS))
        acute = acute.where(Offer.status == OfferStatus.OPEN)
        routes = select(HandoverRoute).where(HandoverRoute.municipality_id == municipality.id)
        assert (directory.scalar(contacts) or 0) >= 6, municipality.name
        assert (directory.scalar(acute) or 0) >= 3, municipality.name
        domains = [route.domain_id for route in directory.scalars(routes)]
        assert len(domains) >= 3, municipality.name
        assert domains.count(None) == 1, municipality.name
        assert len(set(domains)) == len(domains), municipality.name


def test_each_participating_municipality_has_its_own_central_entrance(directory: Session) -> None:
    for municipality in all_municipalities(directory):
        central = municipality.central_contact
        if municipality.participation == Participation.PARTICIPATES:
            assert central is not None
            assert central.organisation.municipality == municipality
            assert central.phones
        else:
            assert central is None


def test_two_municipalities_do_not_take_part_and_one_is_undecided(directory: Session) -> None:
    states = Counter(one.participation for one in all_municipalities(directory))
    assert states[Participation.DECLINED] == 2
    assert states[Participation.FALLBACK] == 1
    assert all(one.participation_note for one in all_municipalities(directory))


def test_demo_numbers_stand_in_demo_entries_only_and_no_other_number_does(
    directory: Session,
) -> None:
    entries = [*directory.scalars(select(Contact)), *directory.scalars(select(Offer))]
    for entry in entries:
        assert all(is_demo_number(phone.number) == entry.is_demo for phone in entry.phones)
    assert not any(is_demo_number(one.switchboard or "") for one in all_municipalities(directory))


def test_every_demo_number_is_valid_and_stands_once(directory: Session) -> None:
    query = select(Phone.number).where(Phone.number.startswith("+4584"))
    numbers = list(directory.scalars(query))
    assert len(set(numbers)) == len(numbers) > 250
    assert all(parse_phone(number) == number for number in numbers)


def test_every_demo_mail_address_leads_nowhere(directory: Session) -> None:
    users = [user.email for user in directory.scalars(select(User))]
    contacts = list(directory.scalars(select(Contact)))
    mails = users + [mail for c in contacts for mail in (c.email, c.secure_mail) if mail]
    assert len(mails) > 150
    assert all(mail.endswith(".invalid") and mail.isascii() for mail in mails)


def test_no_two_invented_people_share_a_name(directory: Session) -> None:
    names = list(directory.scalars(select(Contact.name).where(Contact.name.is_not(None))))
    assert len(set(names)) == len(names) > 80
    unnamed = directory.scalars(select(Contact).where(Contact.name.is_(None))).all()
    assert len(unnamed) > 20


def test_the_users_of_the_contract_can_sign_in(directory: Session) -> None:
    users = {user.email: user for user in directory.scalars(select(User))}
    roles = {
        "brobygger@demo.invalid": Role.BRIDGE_BUILDER,
        "laeser@demo.invalid": Role.READER,
        "admin@demo.invalid": Role.ADMINISTRATOR,
        "koordinator.psykiatri@demo.invalid": Role.COORDINATOR,
    }
    for municipality in all_municipalities(directory):
        email = f"koordinator.{municipality.slug}@demo.invalid"
        roles[email] = Role.COORDINATOR
        assert users[email].municipalities == [municipality]
    assert {email: user.role for email, user in users.items()} == roles
    assert all(is_right_password(PASSWORD, user.password_hash) for user in users.values())
    (psychiatry,) = users["koordinator.psykiatri@demo.invalid"].organisations
    assert psychiatry.full_name == "Psykiatrien, Region Midtjylland"


def test_somebody_is_away_now_and_somebody_soon_each_with_a_deputy_who_is_there(
    directory: Session,
) -> None:
    today = utc_now().astimezone(COPENHAGEN).date()
    contacts = list(directory.scalars(select(Contact)))
    away = [contact for contact in contacts if contact.absence_on(today)]
    soon = [c for c in contacts if c.is_absent_between(today + timedelta(5), today + timedelta(14))]
    assert len(away) >= 15
    assert len(soon) >= 5
    for contact in (one for one in contacts if one.absences):
        assert contact.deputy is not None
        assert contact.deputy.organisation.municipality == contact.organisation.municipality
        for absence in contact.absences:
            assert not contact.deputy.is_absent_between(absence.from_on, absence.to_on)


def test_some_entries_are_fresh_some_stale_and_some_never_confirmed(directory: Session) -> None:
    contacts = list(directory.scalars(select(Contact)))
    now = utc_now()
    never = [contact for contact in contacts if contact.confirmed_at is None]
    stale = [c for c in contacts if c.confirmed_at and is_stale(CONTACT_KIND, c.confirmed_at, now)]
    assert 5 <= len(never) < 25
    assert 5 <= len(stale) < 30
    assert all(contact.confirmed_at < now for contact in contacts if contact.confirmed_at)


def test_the_municipalities_want_to_be_contacted_in_different_ways(directory: Session) -> None:
    routes = list(directory.scalars(select(HandoverRoute)))
    assert {route.preference for route in routes} == set(Preference)
    assert {route.is_advice_welcome for route in routes} == {True, False, None}
    assert len({step.channel for route in routes for step in route.steps}) >= 5
    assert len({len(route.steps) for route in routes}) >= 3
    assert all(2 <= len(route.steps) <= 5 for route in routes)
    assert all(route.answer_within in ANSWER_WITHIN for route in routes)


def test_steps_point_into_their_own_municipality(directory: Session) -> None:
    for route in directory.scalars(select(HandoverRoute)):
        for step in route.steps:
            if step.target is None:
                assert step.free_function
                continue
            owner = step.organisation or step.target.owner
            places = [owner.municipality] if owner.municipality else owner.serves
            assert places == [route.municipality], route.title


def test_the_large_municipalities_have_departments(directory: Session) -> None:
    query = select(Organisation).where(
        Organisation.is_demo, Organisation.sector == Sector.MUNICIPAL
    )
    departments = Counter(one.municipality for one in directory.scalars(query))
    large = {"Aarhus", "Randers", "Viborg", "Herning", "Silkeborg", "Horsens"}
    assert large <= {one.name for one, count in departments.items() if one and count >= 4}


def test_offers_differ_as_real_ones_do(directory: Session) -> None:
    offers = list(directory.scalars(select(Offer).where(Offer.is_demo)))
    assert len([one for one in offers if one.status == OfferStatus.PLANNED]) >= 3
    assert {one.capacity for one in offers} == set(Capacity)
    assert {one.sends_staff_out for one in offers} == {True, False, None}
    assert len({one.callers for one in offers}) == 3
    assert len({json.dumps(one.hours.to_json()) for one in offers}) > 30


@pytest.mark.parametrize("model", [Contact, Offer, HandoverRoute])
def test_every_demo_entry_is_marked(
    directory: Session, model: type[Contact | Offer | HandoverRoute]
) -> None:
    keys = directory.scalars(select(model.reference_key).where(model.is_demo))
    assert all(str(key).startswith("demo:") for key in keys)
    unmarked = select(model).where(
        model.is_demo.is_(False), model.reference_key.startswith("demo:")
    )
    assert directory.scalars(unmarked).all() == []


def test_no_demo_text_looks_like_it_is_about_a_citizen(directory: Session) -> None:
    for route in directory.scalars(select(HandoverRoute)):
        texts = [route.note, route.legal_note, route.acknowledgement, *route.bring]
        texts += [step.instruction for step in route.steps]
        assert not any(find_cpr(text) for text in texts)
