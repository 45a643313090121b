"""Two who decide about the same list at once: only one of them is obeyed."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.models.contact import Contact
from portal.models.imports import ImportBatch
from portal.models.vocabulary import ImportState
from tests.imports.lists.files import ANNA, BENT, HEADINGS, csv_file
from tests.support.at_once import send_twice_at_once

LIST = csv_file(HEADINGS, ANNA, BENT)


def press_twice(randers, address: str, button: str | None = None) -> list[int]:
    """Press a button of a list's page twice at once; return both answers' codes, in order."""
    page = randers.client.get(address)
    answers = send_twice_at_once(randers.client, lambda twin: twin.fill_in(page, {}, button))
    return sorted(answer.status_code for answer in answers)


def test_list_applied_twice_at_once_is_written_once(randers, database, batch_of):
    address = randers.bring(LIST)
    assert press_twice(randers, address) == [302, 409]
    batch = batch_of(address)
    assert batch.state == ImportState.APPLIED
    assert batch.journal_rows
    with database() as session:
        names = [one.name for one in session.query(Contact).order_by(Contact.name)]
    assert names == ["Anna Vind", "Bent Hede"]


def test_list_undone_twice_at_once_leaves_nothing_that_had_to_stay(randers, batch_of):
    address = randers.apply(LIST)
    assert press_twice(randers, address, "Fortryd hele indlæsningen") == [302, 409]
    batch = batch_of(address)
    assert (batch.state, batch.columns["left"]) == (ImportState.UNDONE, [])


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_list_that_somebody_works_on_for_long_is_refused_as_one(randers, database, batch_of):
    address = randers.bring(LIST)
    batch_id = batch_of(address).id
    with ThreadPoolExecutor(1) as pool, database() as session:
        session.get_one(ImportBatch, batch_id, with_for_update=True)
        answer = pool.submit(randers.client.submit, address).result()
    assert answer.status_code == 409
