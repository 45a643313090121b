"""The browser's own checks turn down what a person would stumble over."""

import pytest

from tests.support.browsing import SeenError, check_page, watch

PAGE = """<!doctype html><html lang="da"><head><title>Prøve</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>Prøve</h1>{}</main></body></html>"""


@pytest.fixture
def blank(browser):
    page = browser.new_page()
    yield page
    page.close()


def test_plain_page_passes(blank):
    blank.set_content(PAGE.format('<p>Ring <a href="tel:112">1-1-2</a></p>'))
    check_page(blank)


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<img src="data:,">', "image-alt"),
        ('<p style="color: #bbb; background: #fff">Svag tekst</p>', "color-contrast"),
        ('<div style="width: 350px">Bredt</div>', "320 px screen"),
    ],
)
def test_page_with_a_fault_is_turned_down(blank, html, fault):
    blank.set_content(PAGE.format(html))
    with pytest.raises(SeenError, match=fault):
        check_page(blank)


def test_errors_in_the_console_are_heard(blank):
    faults = watch(blank)
    blank.set_content(PAGE.format("<script>console.error('av'); nothing()</script>"))
    assert len(faults) == 2


def test_sign_in_page_is_accessible_on_every_screen(page):
    page.goto("/log-ind")
    check_page(page)


def test_demo_user_signs_in(page_of):
    page = page_of("admin@demo.invalid")
    page.goto("/profil")
    check_page(page)
