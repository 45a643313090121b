"""Slowing down those who guess passwords, without locking out those who know them.

Wrong guesses are counted for the account together with the address they came from, so that a
guesser stops only himself: the right password from another address still works. When the wrong
guesses at one account add up over many addresses, each address gets one guess an hour.
"""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from flask import request
from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter

from portal.extensions import limiter

Found = TypeVar("Found")

GUESSES = parse("10 per 15 minutes")
GUESSES_UNDER_ATTACK = parse("1 per hour")
ATTACK = parse("100 per hour")

# What each process counts by itself while Redis is away.
own_counts = MovingWindowRateLimiter(MemoryStorage())


def take_guess(email: str) -> bool:
    """Use up one of the guesses that this address has at an account; say whether there was one.

    It does not matter whether there is such an account.
    """
    account = account_key(email)
    is_attacked = not counting(lambda counts: counts.test(ATTACK, "attack", account))
    guesses = GUESSES_UNDER_ATTACK if is_attacked else GUESSES
    return counting(lambda counts: counts.hit(guesses, *guess_key(account)))


def count_wrong_guess(email: str) -> None:
    """Count a wrong guess against the account, whatever address it came from."""
    counting(lambda counts: counts.hit(ATTACK, "attack", account_key(email)))


def forget_guesses(email: str) -> None:
    """Give an address that knew the password all its guesses back."""
    key = guess_key(account_key(email))

    def clear(counts: RateLimiter) -> None:
        for guesses in (GUESSES, GUESSES_UNDER_ATTACK):
            counts.clear(guesses, *key)

    counting(clear)


def counting(count: Callable[[RateLimiter], Found]) -> Found:
    """Count with what all processes share, or alone while that is away."""
    try:
        return count(limiter.limiter)
    except StorageError:
        return count(own_counts)


def account_key(email: str) -> str:
    return hashlib.sha256(email.encode()).hexdigest()


def guess_key(account: str) -> tuple[str, str, str]:
    return "guess", account, request.remote_addr or ""
