"""How long everything is kept that is not kept for good: the one table of it.

`flask purge` deletes by it, and the page /privatliv shows it, so that both say the same. What is
not here stays: the directory, its history and journal, and counts in which nobody can be seen.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Kept:
    """For how many days something is kept from when on, and why, in the words of /privatliv."""

    what: str
    days: int
    since: str
    why: str

    @property
    def time(self) -> timedelta:
        return timedelta(days=self.days)

    @property
    def words(self) -> str:
        """How long and from when on: "30 dage efter, at …"; from 365 days on in years."""
        if self.days == 0:
            return self.since.capitalize()
        years, rest = divmod(self.days, 365)
        number = years if years else rest
        unit = "år" if years else "dag" if rest == 1 else "dage"
        return f"{number} {unit} efter {self.since}"


UNCALLED_MEETING = Kept(
    "Et netværksmøde, der ikke er indkaldt, med deltagere, tider, svar, links og mails",
    90,
    "den sidste ændring og den sidste foreslåede tid",
    "Så længe kan det tage at finde en tid. Derefter er det opgivet.",
)
CALLED_MEETING = Kept(
    "Et indkaldt netværksmøde, som ingen har skrevet udfaldet af",
    90,
    "mødet",
    "Så brobyggeren kan nå at skrive, om det blev holdt.",
)
HELD_MEETING = Kept(
    "Et netværksmøde, der blev holdt",
    14,
    "dagen for opfølgning, som højst er 24 måneder efter mødet",
    "Så der kan følges op på det, der blev aftalt.",
)
OTHER_MEETING = Kept(
    "Et netværksmøde, der blev aflyst eller ikke blev holdt",
    30,
    "at det blev skrevet",
    "Så en fejl kan rettes.",
)
MAILS = Kept(
    "Modtager og emne på andre mails, portalen har sendt",
    90,
    "at mailen blev skrevet",
    "Så vi kan se, om den kom frem. Teksten slettes, så snart mailen er sendt.",
)
REMINDERS = Kept(
    "At nogen er mindet om at bekræfte en oplysning",
    2 * 365,
    "den sidste påmindelse om den",
    "Så den næste i rækken bliver mindet om det, og ingen mindes to gange om det samme.",
)
CALLS = Kept(
    "Hvordan et opkald gik, og hvem der ringede",
    2 * 366,
    "opkaldet",
    "Tallene viser op til et år tilbage og skal kunne holdes op mod året før.",
)
WORDS = Kept(
    "Ord, som portalen ikke forstod, som aftryk",
    365,
    "den dag, ordet blev brugt",
    "Så ordlisten kan blive bedre.",
)
IMPORTED_FILES = Kept(
    "Indholdet af en liste, der bliver indlæst",
    1,
    "at filen blev lagt op",
    "Så den kan ses igennem, før den bruges.",
)
SUBMISSIONS = Kept(
    "At en formular er sendt",
    30,
    "afsendelsen",
    "Så den samme formular ikke bliver udført to gange.",
)
SIGN_INS = Kept(
    "At du er logget ind på en computer eller telefon",
    7,
    "at du loggede ind",
    "Så længe varer det, før du skal logge ind igen.",
)
INVITATIONS = Kept(
    "Link til at vælge adgangskode",
    0,
    "til det er brugt eller udløbet",
    "Et brugt eller udløbet link åbner intet.",
)
API_TOKENS = Kept(
    "Nøgle til andre systemer",
    0,
    "til den udløber",
    "En udløbet nøgle åbner intet.",
)

ALL_KEPT = (
    UNCALLED_MEETING,
    CALLED_MEETING,
    HELD_MEETING,
    OTHER_MEETING,
    MAILS,
    REMINDERS,
    CALLS,
    WORDS,
    IMPORTED_FILES,
    SUBMISSIONS,
    SIGN_INS,
    INVITATIONS,
    API_TOKENS,
)
"""In the order of the page: what is about people first."""
