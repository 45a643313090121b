"""A coordinator brings a list and takes the directory along, as it looks on a desk and a phone."""

import pytest

from tests.imports.lists.files import HEADINGS, xlsx
from tests.support.browsing import check_page

ROWS = [
    ["Kontakter i Socialforvaltningen"],
    HEADINGS,
    ["Rusmiddelteamet", "Rusmiddelkoordinator", "Niels Hyldetoft", "84 21 22 00 / 84 99 11 11",
     "", "man-tor 8-15, fre 8-12", "alkohol, stoffer"],
    ["Nyt team i Sundhed og Omsorg", "Demenskoordinator", "Carl Eng", "84123458", "", "", "Demens"],
    ["Nyt team i Sundhed og Omsorg", "Støtte", "Bent", "8412", "bent", "når jeg kan", "fodbold"],
]  # fmt: skip


@pytest.fixture
def page(signed_in):
    return signed_in("koordinator.randers@demo.invalid")


def test_list_from_the_file_to_its_undoing(page, tmp_path):
    file = tmp_path / "kontakter.xlsx"
    file.write_bytes(xlsx(ROWS, merged=["A1:G1"]))
    page.goto("/min-kommune")
    page.get_by_role("link", name="Indlæs en liste").first.click()
    page.get_by_role("button", name="Læs listen").click()
    page.get_by_role("link", name="Vælg en fil.").wait_for()
    check_page(page)
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Læs listen").click()
    page.get_by_role("heading", name="Hvad står i kolonnerne?").wait_for()
    check_page(page)
    page.get_by_role("button", name="Se, hvad listen ændrer").click()
    page.get_by_text("Række 5, Telefon: »8412« er ikke et telefonnummer").wait_for()
    check_page(page)
    for kind in ("Nye (1)", "Ændres (1)"):
        page.get_by_role("link", name=kind).click()
        page.locator("a[aria-current=page]", has_text=kind).wait_for()
        check_page(page)
    page.get_by_role("button", name="Indlæs de 2 rækker uden fejl").click()
    page.get_by_text("1 er oprettet, og 1 er ændret.").wait_for()
    check_page(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Fortryd hele indlæsningen").click()
    page.get_by_text("Indlæsningen er fortrudt").wait_for()
    check_page(page)


@pytest.mark.parametrize("link", ["Hent som Excel", "Hent som CSV", "Hent ringeliste"])
def test_directory_is_taken_along_by_a_link(page, link):
    page.goto("/min-kommune")
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    assert "randers-internt" in download.value.suggested_filename
