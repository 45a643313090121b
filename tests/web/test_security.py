"""What every request must withstand, whatever page it is for."""

import pytest

from portal.config import session_cookie
from portal.models.vocabulary import Role

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def test_change_asked_for_by_another_site_is_refused_even_with_a_token(client_of):
    client = client_of(Role.READER)
    answer = client.send("/log-ud", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert client.get("/").status_code == 200


def test_page_may_be_opened_from_another_site(client):
    assert client.get("/akut", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("address", ["/akut?kommune=%00", "/kontaktpersoner/?q=a%00b", "/%00"])
def test_nul_in_an_address_is_answered_400(client_of, address):
    assert client_of(Role.READER).get(address).status_code == 400


def test_cookie_is_bound_to_the_host_over_tls(app):
    assert session_cookie(is_secure=True) == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
    }


def test_assets_are_cached_but_signed_in_pages_never(client_of):
    answer = client_of(Role.READER).get("/kommuner")
    assert answer.headers["Cache-Control"] == "no-store"
