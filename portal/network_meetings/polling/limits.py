"""Slowing down who tries links that do not exist, and who sends without end.

What counts against an address are only links that open nothing: a whole town hall answers from
one address, each with a link of their own, and a thousand good links must not shut out the next.
For the same reason a good link works however many bad ones were tried from there. That gives a
guesser nothing: a link has 256 random bits, and the limit is there to make the trying cheap for us.
What is sent by a good link counts against that link.
"""

from flask import request
from limits import parse

from portal.accounts.throttle import counting
from portal.models.meeting import MeetingParticipant

MISSES = parse("20 per 15 minutes")
SENDINGS = parse("30 per 10 minutes")
WAIT_SECONDS = 15 * 60


def count_miss() -> bool:
    """Count a link that opened nothing against its sender's address; False when it is too much."""
    address = request.remote_addr or ""
    return counting(lambda counts: counts.hit(MISSES, "meeting-link-miss", address))


def take_sending(participant: MeetingParticipant) -> bool:
    """Use up one of the times that a link may send something; say whether there was one."""
    key = str(participant.id)
    return counting(lambda counts: counts.hit(SENDINGS, "meeting-link-sending", key))
