"""A mail is written in the transaction that is its reason, once, as servers expect it."""

from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.app import Portal
from portal.mail.message import Attachment, compose
from portal.mail.queue import post_mail
from portal.models.mail import OutgoingMail
from tests.mail.conftest import read_message

LETTERS = "Blåbærgrød på Ærø – nr. 1"


def written(session: Session) -> list[OutgoingMail]:
    return list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def composed(**changed: object) -> EmailMessage:
    values = {
        "key": "prøve-1",
        "sender": "kontakt@example.dk",
        "recipient": "anna@example.dk",
        "subject": "Emne",
        "text": "Tekst",
    }
    return read_message(compose(**(values | changed)))  # type: ignore[arg-type]


def test_mail_is_kept_with_the_change_that_is_its_reason(session: Session):
    post_mail("prøve-1", "anna@example.dk", "Emne", "Tekst")
    session.commit()
    (mail,) = written(session)
    assert (mail.recipient, mail.subject, mail.sent_at) == ("anna@example.dk", "Emne", None)


def test_mail_goes_with_a_change_that_is_taken_back(session: Session):
    post_mail("prøve-1", "anna@example.dk", "Emne", "Tekst")
    session.rollback()
    assert written(session) == []


def test_second_mail_with_the_same_key_is_not_written(session: Session):
    first = post_mail("prøve-1", "anna@example.dk", "Emne", "Første")
    assert post_mail("prøve-1", "bo@example.dk", "Emne", "Anden") == first
    session.commit()
    assert post_mail("prøve-1", "bo@example.dk", "Emne", "Tredje") == first
    session.commit()
    assert [mail.recipient for mail in written(session)] == ["anna@example.dk"]


@pytest.mark.parametrize(
    "address", ["", "anna", "anna@", "@example.dk", "a b@c.dk", "åse@example.dk"]
)
def test_address_that_no_mail_can_go_to_breaks_nothing_and_is_kept_as_failed(
    session: Session, address: str
):
    post_mail("prøve-1", address, "Emne", "Tekst")
    session.commit()
    (mail,) = written(session)
    assert mail.error
    assert (mail.content, mail.try_again_at) == (None, None)


def test_domain_with_danish_letters_is_written_as_servers_take_it(session: Session):
    post_mail("prøve-1", "anna@ørsted.dk", "Emne", "Tekst")
    assert written(session)[0].recipient == "anna@xn--rsted-uua.dk"


def test_mail_says_that_a_machine_wrote_it_and_the_same_key_gives_the_same_message_id():
    first, again, other = composed(), composed(text="Ny"), composed(key="prøve-2")
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert first["Date"].datetime is not None
    assert first["From"] == "Én indgang <kontakt@example.dk>"


def test_danish_letters_arrive_as_they_were_written():
    message = composed(subject=LETTERS, text=f"{LETTERS}\n", html=f"<p>{LETTERS}</p>")
    assert message["Subject"] == LETTERS
    plain, html = message.get_body(["plain"]), message.get_body(["html"])
    assert plain is not None
    assert plain.get_content().strip() == LETTERS
    assert html is not None
    assert html.get_content().strip() == f"<p>{LETTERS}</p>"


def test_lines_on_the_wire_are_short_and_ascii_however_long_the_text_is():
    content = compose(
        "prøve-1",
        "kontakt@example.dk",
        "anna@example.dk",
        "Rød grød " * 30,
        "Ærø " * 2_000 + "\n.\n" + "x" * 5_000,
    )
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\x00", "\x0b"])
def test_no_header_is_added_by_a_line_break_in_a_subject(line_break: str):
    message = composed(
        subject=f"Emne{line_break}Bcc: alle@example.dk",
        headers={"Reply-To": f"bo@example.dk{line_break}Bcc: alle@example.dk"},
    )
    assert message["Bcc"] is None
    assert message["Subject"] == "Emne Bcc: alle@example.dk"


def test_no_recipient_is_added_by_a_line_break_in_an_address(session: Session):
    post_mail("prøve-1", "anna@example.dk\r\nBcc: alle@example.dk", "Emne", "Tekst")
    assert written(session)[0].content is None


def test_long_subject_is_cut_to_what_the_table_holds(session: Session):
    post_mail("prøve-1", "anna@example.dk", "Æ" * 500, "Tekst")
    session.commit()
    assert len(written(session)[0].subject) == 200


def test_file_that_goes_with_a_mail_arrives_whole():
    invitation = Attachment(
        "møde.ics", "text", "calendar", "BÅL\r\n".encode(), {"method": "REQUEST"}
    )
    (part,) = composed(attachments=[invitation]).iter_attachments()
    assert part.get_filename() == "møde.ics"
    assert part["Content-Type"].params["method"] == "REQUEST"
    assert part.get_payload(decode=True) == "BÅL\r\n".encode()


def test_invitation_is_another_way_of_saying_the_text_and_comes_before_the_files():
    """Outlook and Gmail look for it there (RFC 6047), the text itself first (RFC 2046)."""
    file = Attachment("moede.ics", "application", "ics", b"1")
    parameters = {"method": "REQUEST", "charset": "utf-8"}
    invitation = Attachment("", "text", "calendar", "BÅL\r\n".encode(), parameters, True)
    message = composed(attachments=[file, invitation])
    body, attached = message.iter_parts()
    plain, calendar = body.iter_parts()
    assert body.get_content_type() == "multipart/alternative"
    assert plain.get_content().strip() == "Tekst"
    assert calendar["Content-Type"] == 'text/calendar; method="REQUEST"; charset="utf-8"'
    assert calendar.get_payload(decode=True) == "BÅL\r\n".encode()
    assert (attached.get_filename(), calendar.get_filename()) == ("moede.ics", None)


def test_portal_without_a_usable_address_of_its_own_still_keeps_the_change(
    app: Portal, session: Session
):
    app.config["CONTACT_EMAIL"] = "ingen"
    post_mail("prøve-1", "anna@example.dk", "Emne", "Tekst")
    session.commit()
    assert written(session)[0].error
