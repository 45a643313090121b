"""What tests of answers share: asking at a moment, and looking at who stands where."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from portal.answers.answer import Answer
from portal.answers.asking import Choices, ask
from portal.answers.ladder import answer
from portal.app import Portal
from portal.snapshot.current import current_snapshot

MONDAY_MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))

Ask = Callable[..., Answer]


@pytest.fixture
def answer_to(app: Portal) -> Ask:
    """``answer_to("randers alkohol", at=…)``: the answer, on a Monday morning unless said else."""

    def answer_at(text: str, at: datetime = MONDAY_MORNING, **chosen: object) -> Answer:
        with app.app_context():
            snapshot = current_snapshot()
            asked = ask(text, Choices(at=at, **chosen), snapshot)  # type: ignore[arg-type]
            return answer(asked.question, asked.at, snapshot)

    return answer_at
