"""Slowing down those who guess passwords, without locking out those who know them.

Wrong guesses are counted for the account together with the address they came from, so that a
guesser stops only himself: the right password from another address still works. When the wrong
guesses at one account add up over many addresses, each address gets one guess an hour.
"""

import hashlib

from flask import request
from limits import parse

from portal.extensions import limiter

GUESSES = parse("10 per 15 minutes")
GUESSES_UNDER_ATTACK = parse("1 per hour")
ATTACK = parse("100 per hour")


def take_guess(email: str) -> bool:
    """Use up one of the guesses that this address has at an account; say whether there was one.

    It does not matter whether there is such an account.
    """
    account = account_key(email)
    is_attacked = not limiter.limiter.test(ATTACK, "attack", account)
    guesses = GUESSES_UNDER_ATTACK if is_attacked else GUESSES
    return limiter.limiter.hit(guesses, *guess_key(account))


def count_wrong_guess(email: str) -> None:
    """Count a wrong guess against the account, whatever address it came from."""
    limiter.limiter.hit(ATTACK, "attack", account_key(email))


def forget_guesses(email: str) -> None:
    """Give an address that knew the password all its guesses back."""
    key = guess_key(account_key(email))
    for guesses in (GUESSES, GUESSES_UNDER_ATTACK):
        limiter.limiter.clear(guesses, *key)


def account_key(email: str) -> str:
    return hashlib.sha256(email.encode()).hexdigest()


def guess_key(account: str) -> tuple[str, str, str]:
    return "guess", account, request.remote_addr or ""
