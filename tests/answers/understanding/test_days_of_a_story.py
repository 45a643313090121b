"""Days that tell when something else happens leave the question about now."""

from collections.abc import Callable

import pytest

from portal.answers.understanding.question import Question
from tests.answers.understanding.asking_moments import NOW, wall

SUNDAY = "2026-11-22 18:30"


@pytest.mark.parametrize("now", [NOW, SUNDAY])
@pytest.mark.parametrize(
    "text",
    [
        "lægen har lukket til mandag, abstinenser, Holstebro",
        "får løn på mandag men har ingen mad nu, Brande",
        "hjemmehjælpen kommer først tirsdag, ældre uden mad, Ry",
        "ingen mad før på torsdag, Viborg",
        "penge først d. 30, sulten, Viborg",
        "kommer på gaden d. 1, Struer",
        "visitator kommer på mandag, falder hele tiden, Hammel",
        "naboen skal på ferie fra lørdag",
        "støttekontaktperson på ferie til onsdag, psykisk syg, Skive",
        "afrusning kan først begynde om 3 uger, drikker videre, Viborg",
        "har møde på jobcentret i morgen kl 9, bange",
        "hun fylder 80 på lørdag, ensom, Odder",
        "skal flytte 1. februar",
        "drugstoret lukker kl 15",
        "mister sin lejlighed den 1. december",
        "herberget åbner kl 16, fryser",
        "kan ikke vente til mandag",
        "udskrives fredag, er meget bange lige nu",
        "får først penge på fredag hvor kan han få mad",
        "kontrakten udløber fredag og har intet nyt",
        "lægen har lukket til mandag kl 8",
        "får løn mandag d. 30, sulten",
        "hjemmeplejen kommer ikke før kl 16, ligger på gulvet",
        "lægen kommer først om 2 timer",
        "herberget åbner først på mandag, hvad gør vi",
    ],
)
def test_a_day_of_something_else_leaves_the_question_about_now(text: str, now: str) -> None:
    assert wall(text, now) in (None, now)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hun kommer hjem på onsdag, hvem kan besøge hende", "2026-12-02 10:00"),
        ("kommer ud af arresten på mandag", "2026-11-30 10:00"),
        ("hjemmehjælpen kommer først tirsdag, herberg i nat", "2026-11-26 02:00"),
        ("mister lejligheden på mandag, udskrives fredag", "2026-11-27 10:00"),
        ("skal bruge herberg i nat", "2026-11-26 02:00"),
        ("bliver smidt ud og flytter i aften", "2026-11-25 19:00"),
        ("hvornår åbner herberget på lørdag", "2026-11-28 10:00"),
        ("åbner varmestuen kl 16", "2026-11-25 16:00"),
        ("lukker værestedet kl 21?", "2026-11-25 21:00"),
        ("hvem har møde på lørdag", "2026-11-28 10:00"),
        ("mister sin lejlighed og skal sove på herberg lørdag", "2026-11-28 10:00"),
        ("skal bruge mad til i morgen tidlig", "2026-11-26 08:00"),
        ("hvad gør vi nu, udskrives fredag", "2026-11-27 10:00"),
        ("fra kl 16", "2026-11-25 16:00"),
        ("skal nu udskrives fredag", "2026-11-27 10:00"),
        ("udskrives nu på fredag", "2026-11-27 10:00"),
        ("et sted for i nat", "2026-11-26 02:00"),
        ("har først brug for en plads på lørdag", "2026-11-28 10:00"),
        ("flytter i aften kl 20", "2026-11-25 20:00"),
        ("skal ikke hjem før mandag, hvem kan besøge ham", "2026-11-30 10:00"),
        ("udskrives først på fredag", "2026-11-27 10:00"),
        ("sover på gaden fredag", "2026-11-27 10:00"),
        ("hun kommer på mandag", "2026-11-30 10:00"),
        ("Herning lørdag aften alkoholiker", "2026-11-28 19:00"),
    ],
)
def test_a_day_that_help_is_asked_for_sets_the_moment(text: str, expected: str) -> None:
    assert wall(text) == expected


def test_the_letter_of_a_date_is_not_looked_for(ask_shipped: Callable[[str], Question]) -> None:
    assert ask_shipped("penge først d. 30, Viborg").rest == ""
