"""The page on which times are proposed, up to the poll that is sent."""

from datetime import date, timedelta

import pytest

from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingAnswer
from portal.models.meeting_vocabulary import MeetingState
from portal.models.vocabulary import Role
from portal.network_meetings.planning.slots import (
    hour_on,
    time_code,
    week_start,
    working_days_after,
)
from portal.web.dates import format_instant, local_today
from tests.support.meetings import make_answer, make_meeting, make_meeting_time, make_participant

SEND, SAVE = "Spørg deltagerne om tider", "Gem kladden"


def next_monday():
    """Return a Monday with no public holiday in its week, after any deadline by default."""
    monday = week_start(local_today() + timedelta(days=21))
    while working_days_after(monday - timedelta(days=1), 5) != monday + timedelta(days=4):
        monday += timedelta(days=7)
    return monday


def code(day, hour):
    return time_code(hour_on(day, hour))


@pytest.fixture
def builder(client_of):
    return client_of(Role.BRIDGE_BUILDER)


@pytest.fixture
def draft(database):
    with database():
        return make_meeting(participants=[make_participant(), make_participant("Bostøtte")])


def page_of(meeting, **query):
    words = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/netvaerksmoeder/{meeting.id}/tider" + (f"?{words}" if words else "")


def week_page(meeting, monday):
    return page_of(meeting, week_on=monday.isoformat(), version=meeting.version_id)


def the_meeting(session):
    return session.query(Meeting).one()


def starts(session):
    return [time_code(time.starts_at) for time in the_meeting(session).times]


def in_danish(day):
    return day.strftime("%d-%m-%Y")


def test_times_deadline_and_consent_lead_to_a_poll(builder, draft, database):
    monday = next_monday()
    wanted = [code(monday, 9), code(monday + timedelta(days=1), 13)]
    answer = builder.submit(
        week_page(draft, monday), {"times": wanted, "has_consent": True}, button=SEND
    )
    assert answer.location == f"/netvaerksmoeder/{draft.id}"
    with database() as session:
        meeting = the_meeting(session)
        assert (meeting.state, starts(session)) == (MeetingState.POLLING, wanted)
        assert meeting.consent_on == local_today()
        assert meeting.deadline_at == hour_on(working_days_after(local_today(), 3), 12)
        assert session.query(OutgoingMail).count() == 2


def test_without_the_citizens_yes_nothing_is_sent_and_nothing_is_lost(builder, draft, database):
    monday = next_monday()
    answer = builder.submit(week_page(draft, monday), {"times": [code(monday, 9)]}, button=SEND)
    assert answer.status_code == 422
    assert "Uden borgerens ja sendes intet." in answer.text
    assert f'value="{code(monday, 9)}" checked' in answer.text
    with database() as session:
        assert the_meeting(session).state == MeetingState.DRAFT
        assert session.query(OutgoingMail).count() == 0


def test_a_draft_is_saved_without_consent(builder, draft, database):
    monday = next_monday()
    typed = {"times": [code(monday, 9)], "minutes": "90"}
    assert builder.submit(week_page(draft, monday), typed, button=SAVE).status_code == 302
    with database() as session:
        meeting = the_meeting(session)
        assert (meeting.minutes, meeting.consent_on) == (90, None)
        assert meeting.times[0].ends_at - meeting.times[0].starts_at == timedelta(minutes=90)


def test_times_stay_chosen_from_week_to_week_and_back(builder, draft, database):
    monday = next_monday()
    shown = builder.get(week_page(draft, monday))
    turned = builder.fill_in(shown, {"times": [code(monday, 9)]}, button="Næste uge")
    assert "csrf" not in turned.location
    following = builder.get(turned.location)
    assert f'value="{code(monday, 9)}" checked' in following.text, "among the other weeks"
    there = monday + timedelta(days=7)
    both = [code(monday, 9), code(there, 10)]
    back = builder.fill_in(following, {"times": both}, button="Forrige uge")
    last = builder.get(back.location)
    assert builder.fill_in(last, button=SAVE).status_code == 302
    with database() as session:
        assert starts(session) == both


def test_after_back_the_same_form_can_be_sent_again(builder, draft, database):
    monday = next_monday()
    shown = builder.get(week_page(draft, monday))
    assert builder.fill_in(shown, button="Næste uge").status_code == 302
    answer = builder.fill_in(shown, {"times": [code(monday, 9)]}, button=SAVE)
    assert answer.location == f"/netvaerksmoeder/{draft.id}"
    with database() as session:
        assert starts(session) == [code(monday, 9)]


def test_a_citizens_number_does_not_get_into_an_address(builder, draft):
    shown = builder.get(page_of(draft))
    answer = builder.fill_in(shown, {"extra-0-day": "070761-4285"}, button="Næste uge")
    assert answer.status_code == 422
    assert "CPR" in answer.text


def test_saturday_and_sunday_are_shown_on_request(builder, draft):
    monday = next_monday()
    shown = builder.get(week_page(draft, monday))
    saturday = code(monday + timedelta(days=5), 9)
    assert saturday not in shown.text
    turned = builder.fill_in(shown, button="Vis weekenden")
    assert saturday in builder.get(turned.location).text


@pytest.mark.parametrize("typed", ["9.30", "9:30", "0930", "kl. 9.30"])
def test_another_day_and_time_is_understood_as_danes_write_it(builder, draft, database, typed):
    day = next_monday()
    fields = {"extra-0-day": in_danish(day), "extra-0-clock": typed}
    assert builder.submit(page_of(draft), fields, button=SAVE).status_code == 302
    with database() as session:
        start = the_meeting(session).times[0].starts_at
        assert start == hour_on(day, 9) + timedelta(minutes=30)


def test_a_weekend_is_allowed_with_a_notice(builder, draft, database):
    fields = {
        "extra-0-day": in_danish(next_monday() + timedelta(days=5)),
        "extra-0-clock": "10",
    }
    answer = builder.submit(page_of(draft), fields, button=SAVE, follow_redirects=True)
    assert "er weekend." in answer.text


def last_sunday(month):
    """Return the coming last Sunday of a month, on which the clocks are changed."""
    today = local_today()
    ends = (date(year, month, 31) for year in (today.year, today.year + 1))
    sundays = (last - timedelta(days=(last.weekday() + 1) % 7) for last in ends)
    return next(day for day in sundays if day > today)


@pytest.mark.parametrize(("month", "sentence"), [(3, "findes ikke"), (10, "kommer to gange")])
def test_an_hour_that_is_missing_or_comes_twice_is_refused(builder, draft, month, sentence):
    fields = {"extra-0-day": in_danish(last_sunday(month)), "extra-0-clock": "2.30"}
    answer = builder.submit(page_of(draft), fields, button=SAVE)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert in_danish(last_sunday(month)) in answer.text


@pytest.mark.parametrize(
    ("day", "clock", "sentence"),
    [
        (-3, "10", "Vælg en dag, der ikke er gået"),
        (-300_000, "10", "Vælg en dag, der ikke er gået"),
        (2_900_000, "23.59", "højst et år frem"),
        (30, "", "Skriv klokkeslættet, fx 9.30."),
        (30, "25.10", "Skriv klokkeslættet som"),
        (30, "kvart i ti", "Skriv klokkeslættet som"),
        (None, "10", "Skriv dagen, fx 24-12-2026."),
    ],
)
def test_each_bad_time_has_its_sentence(builder, draft, day, clock, sentence):
    typed = "" if day is None else in_danish(local_today() + timedelta(days=day))
    fields = {"extra-0-day": typed, "extra-0-clock": clock}
    answer = builder.submit(page_of(draft), fields, button=SAVE)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_slip_of_the_year_does_not_keep_a_meeting_for_ever(builder, draft, database):
    far = local_today() + timedelta(days=400)
    page = page_of(draft, week_on=local_today().isoformat(), times=code(far, 9))
    answer = builder.submit(page, button=SAVE)
    assert answer.status_code == 422
    assert "er mere end et år ude i fremtiden" in answer.text
    with database() as session:
        assert starts(session) == []


def test_the_weeks_end_where_meetings_do(builder, draft):
    last = week_start(local_today() + timedelta(days=365))
    assert "Næste uge" not in builder.get(week_page(draft, last)).text
    assert "Næste uge" in builder.get(week_page(draft, last - timedelta(days=14))).text


def test_no_time_the_same_twice_and_overlaps_are_refused(builder, draft):
    monday = next_monday()
    page = week_page(draft, monday)
    assert "Vælg mindst én tid." in builder.submit(page, button=SAVE).text
    again = {"extra-0-day": in_danish(monday), "extra-0-clock": "9"}
    answer = builder.submit(page, {"times": [code(monday, 9)], **again}, button=SAVE)
    assert "er valgt to gange" in answer.text
    neighbours = {"times": [code(monday, 9), code(monday, 10)], "minutes": "120"}
    answer = builder.submit(page, neighbours, button=SAVE)
    assert (answer.status_code, "overlapper hinanden" in answer.text) == (422, True)


def test_more_than_twenty_times_are_refused(builder, draft):
    monday = next_monday()
    many = [code(monday + timedelta(days=n // 7), 8 + n % 7) for n in range(21)]
    answer = builder.submit(week_page(draft, monday), {"times": many}, button=SAVE)
    assert "Vælg højst 20 tider. Du har valgt 21." in answer.text


@pytest.mark.parametrize(
    ("days", "clock", "sentence"),
    [
        (-1, "12.00", "Svarfristen er gået."),
        (2_900_000, "12.00", "Skriv svarfristen"),
        (60, "12.00", "Svarfristen skal ligge før den første tid"),
        (2, "", "Skriv svarfristen som en dag og et klokkeslæt."),
    ],
)
def test_the_deadline_lies_ahead_and_before_the_first_time(builder, draft, days, clock, sentence):
    monday = next_monday()
    fields = {
        "times": [code(monday, 9)],
        "has_consent": True,
        "deadline_on": in_danish(local_today() + timedelta(days=days)),
        "deadline_clock": clock,
    }
    answer = builder.submit(week_page(draft, monday), fields, button=SEND)
    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_nobody_can_have_agreed_tomorrow(builder, draft):
    tomorrow = in_danish(local_today() + timedelta(days=1))
    fields = {"has_consent": True, "consent_on": tomorrow}
    answer = builder.submit(page_of(draft), fields, button=SEND)
    assert "ligger i fremtiden." in answer.text


def test_consent_of_another_century_is_a_slip(builder, draft):
    page = week_page(draft, next_monday())
    fields = {"times": [code(next_monday(), 9)], "has_consent": True, "consent_on": "22-11-1926"}
    answer = builder.submit(page, fields, button=SEND)
    assert (answer.status_code, "mere end et år tilbage" in answer.text) == (422, True)


@pytest.fixture
def polling(database):
    """A poll about two times; somebody has answered the first."""
    monday = next_monday()
    with database():
        meeting = make_meeting(
            state=MeetingState.POLLING,
            consent_on=local_today(),
            deadline_at=utc_now() + timedelta(days=3),
            participants=[make_participant("Sagsbehandler", name="Anne Holm")],
            times=[make_meeting_time(hour_on(monday, hour)) for hour in (9, 13)],
        )
        make_answer(meeting.participants[0], meeting.times[0])
    return meeting


def test_removing_a_time_that_was_answered_asks_first(builder, polling, database):
    monday = next_monday()
    answer = builder.submit(page_of(polling), {"times": [code(monday, 13)]}, button="Gem")
    assert answer.status_code == 422
    assert "Sagsbehandler, Anne Holm" in answer.text
    sure = {"drops_answers": True}
    assert builder.fill_in(answer, sure, button="Gem").status_code == 302
    with database() as session:
        assert starts(session) == [code(monday, 13)]
        assert session.query(MeetingAnswer).count() == 0


def test_a_running_poll_gets_another_deadline_but_none_that_cannot_be(builder, polling, database):
    past = {"deadline_on": in_danish(local_today() - timedelta(days=1))}
    answer = builder.submit(page_of(polling), past, button="Gem")
    assert (answer.status_code, "Svarfristen er gået." in answer.text) == (422, True)
    later = {"deadline_on": in_danish(local_today() + timedelta(days=5)), "deadline_clock": "12"}
    assert builder.fill_in(answer, later, button="Gem").status_code == 302
    with database() as session:
        meeting = the_meeting(session)
        assert meeting.deadline_at == hour_on(local_today() + timedelta(days=5), 12)
        assert meeting.consent_on == local_today()


def test_a_meeting_that_nobody_can_be_asked_to_by_mail_is_not_sent(builder, database):
    with database():
        meeting = make_meeting(participants=[make_participant(email="")])
    monday = next_monday()
    fields = {"times": [code(monday, 9)], "has_consent": True}
    answer = builder.submit(week_page(meeting, monday), fields, button=SEND)
    assert (answer.status_code, "har en e-mail" in answer.text) == (422, True)
    with database() as session:
        assert (the_meeting(session).state, starts(session)) == (MeetingState.DRAFT, [])


def test_a_change_of_length_does_not_move_what_was_answered(builder, polling, database):
    assert builder.submit(page_of(polling), {"minutes": "90"}, button="Gem").status_code == 302
    with database() as session:
        times = the_meeting(session).times
        lengths = [(time.ends_at - time.starts_at).seconds // 60 for time in times]
        assert lengths == [60, 90]
        assert session.query(MeetingAnswer).count() == 1


def test_a_second_tab_is_told_and_keeps_its_times(builder, draft, database):
    monday = next_monday()
    old = builder.get(week_page(draft, monday))
    builder.submit(week_page(draft, monday), {"times": [code(monday, 9)]}, button=SAVE)
    turned = builder.fill_in(old, {"times": [code(monday, 11)]}, button="Næste uge")
    old = builder.get(turned.location)
    answer = builder.fill_in(old, button=SAVE)
    assert answer.status_code == 409, "a week on, it is still the version that was opened"
    assert f'value="{code(monday, 11)}" checked' in answer.text
    told = [format_instant(hour_on(monday, hour)) for hour in (9, 11)]
    assert all(f">{words}</td>" in answer.text for words in told)
    assert builder.fill_in(answer, button=SAVE).status_code == 302
    with database() as session:
        assert starts(session) == [code(monday, 11)]


@pytest.mark.parametrize("week", ["", "i morgen", "9999-99-99", "0001-01-01", "9999-12-31"])
def test_a_week_that_is_none_shows_another(builder, draft, week):
    assert builder.get(page_of(draft, week_on=week)).status_code == 200


def test_times_of_a_meeting_that_is_called_cannot_be_changed(builder, database):
    with database():
        meeting = make_meeting(state=MeetingState.CALLED, starts_at=utc_now())
    assert builder.get(page_of(meeting)).location == f"/netvaerksmoeder/{meeting.id}"


@pytest.mark.parametrize("role", [Role.READER, Role.COORDINATOR])
def test_others_do_not_see_the_times(client_of, draft, role):
    assert client_of(role).get(page_of(draft)).status_code == 403
