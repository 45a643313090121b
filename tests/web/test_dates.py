"""Days as Danes write them, as far as they are known."""

import pytest

from portal.web.dates import format_partial_date


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2021", "2021"), ("2024-06", "juni 2024"), ("2013-06-28", "28. juni 2013")],
)
def test_source_date_is_written_as_far_as_it_is_known(text, shown):
    assert format_partial_date(text) == shown
