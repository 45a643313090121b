"""The pages that explain the portal to people who have never heard of it."""

import pytest


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/om", "gratis for kommunen"),
        ("/om", "Indeholder data fra Klimadatastyrelsen (DAGI, 2014, CC BY 4.0) og GeoNames"),
        ("/om", "SIL Open Font License"),
        ("/tilgaengelighed", "WCAG 2.1"),
        ("/tilgaengelighed", "mailto:kontakt@en-indgang.invalid"),
        ("/privatliv", "Datatilsynet"),
        ("/privatliv", "intet om borgere"),
        ("/privatliv", "14 dage efter dagen for opfølgning"),
        ("/privatliv", "2 år efter opkaldet"),
        ("/privatliv", "Til det er brugt eller udløbet"),
    ],
)
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_page_says(client, address, expected):
    assert expected in client.get(address).text
