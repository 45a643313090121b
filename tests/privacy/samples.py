"""Generated CPR numbers, and generated texts of a directory that hold none."""

from datetime import date, timedelta
from random import Random

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
# "Personnummeret i CPR": first and last year of birth -> possible seventh digits
_SEVENTH_DIGITS = [
    (1858, 1899, "5678"),
    (1900, 1936, "0123"),
    (1937, 1999, "012349"),
    (2000, 2036, "456789"),
    (2037, 2057, "5678"),
]

SPELLINGS = [
    "{d}{m}{y}-{t}",
    "{d}{m}{y}{t}",
    "{d}{m}{y} {t}",
    "{d}{m}{y} - {t}",
    "{d} {m} {y} {t}",
    "{d} {m} {y}-{t}",
    "{d}.{m}.{y}-{t}",
    "{d}.{m}.{y} {t}",
    "{d}. {m}. {y} - {t}",
    "{d}-{m}-{y}-{t}",
    "{d}/{m}/{y} {t}",
    "{d}/{m}-{y} {t}",
    "{d}{m}{y}\u2010{t}",
    "{d}{m}{y}\u2011{t}",
    "{d}{m}{y}\u2013{t}",
    "{d}{m}{y}\u2014{t}",
    "{d}{m}{y}\u2212{t}",
    "{d}{m}{y}\uff0d{t}",
    "{d}{m}{y}\u00a0{t}",
    "{d}\u2009{m}\u2009{y}\u2009{t}",
    "{d}{m}{y}\u00ad{t}",
    "{d}{m}{y}\u200b{t}",
    "{d}\u200d{m}\u200c{y}\ufeff-\u2060{t}",
    "{d}{m}{y}\n{t}",
    "{d}{m}{y}/{t}",
    "{d}{m}{y}_{t}",
    "({d}{m}{y}-{t})",
    "{d}{m}{y}--{t}",
    "{d}{m}{y} -- {t}",
    "{d}{m}{y}...{t}",
    "{d}{m}{y} ({t})",
    "{d}.{m}.{y} [{t}]",
    "{d} {m}{y} {t}",
    "{d} {m}{y} {t[0]}{t[1]} {t[2]}{t[3]}",
    "{d}{m}{y} {t[0]}{t[1]} {t[2]}{t[3]}",
    "{d[0]} {d[1]} {m[0]} {m[1]} {y[0]} {y[1]} {t[0]} {t[1]} {t[2]} {t[3]}",
    "{d[0]}-{d[1]}-{m[0]}-{m[1]}-{y[0]}-{y[1]}-{t[0]}-{t[1]}-{t[2]}-{t[3]}",
]


def make_cpr(random: Random, *, with_check_digit: bool, is_replacement: bool = False) -> str:
    """Ten digits of a possible CPR number, born 1858-2057."""
    while True:
        born = date(1858, 1, 1) + timedelta(days=random.randrange(73_000))
        seventh = next(digits for a, b, digits in _SEVENTH_DIGITS if a <= born.year <= b)
        day = born.day + (60 if is_replacement else 0)
        number = f"{day:02}{born:%m%y}{random.choice(seventh)}{random.randrange(1000):03}"
        remainder = sum(w * int(c) for w, c in zip(_WEIGHTS, number, strict=True)) % 11
        if (remainder == 0) == with_check_digit:
            return number


def spell(cpr: str, spelling: str) -> str:
    """The number as somebody might type it."""
    return spelling.format(d=cpr[:2], m=cpr[2:4], y=cpr[4:6], t=cpr[6:])


def make_phone(random: Random) -> str:
    """A Danish phone number in one of its usual spellings."""
    digits = str(random.randrange(20_000_000, 100_000_000))
    pairs = [digits[i : i + 2] for i in range(0, 8, 2)]
    number = random.choice(
        [
            " ".join(pairs),
            " ".join(pairs),
            "\u00a0".join(pairs),
            ".".join(pairs),
            "-".join(pairs),
            digits,
            f"{digits[:4]} {digits[4:]}",
            f"{digits[:3]} {digits[3:5]} {digits[5:]}",
            f"{digits[:2]} {digits[2:5]} {digits[5:]}",
        ]
    )
    return random.choice(["", "", "", "", "+45 ", "+45", "0045 ", "(+45) ", "45 "]) + number


def make_phone_text(random: Random) -> str:
    """What a coordinator might type beside a phone number; no CPR number in it."""
    words = [random.choice(_BEFORE), make_phone(random)]
    if random.random() < 0.4:
        words += [random.choice([" ", "  ", ", ", " / ", "/", " og ", " eller ", "\n", "; "])]
        words += [make_phone(random)]
    if random.random() < 0.7:
        words += [random.choice([" ", " ", ", ", "\n", ". "]), random.choice(_AFTER)]
    return "".join(words).replace("POSTNR", str(random.randrange(1000, 9991)))


_BEFORE = [
    "",
    "Tlf. ",
    "Telefon: ",
    "Mobil ",
    "Ring på ",
    "Borgerservice ",
    "Borgeren kan ringe på ",
    "Akuttelefon (døgnet rundt): ",
    "Rådhuset, POSTNR Randers C, ",
    "POSTNR ",
    "Vagt 2 ",
    "Åbent 24.12.2026-2027. ",
    "CVR 29 18 98 46, EAN 5798001012345, tlf. ",
    "Se https://www.randers.dk/borger/2026/11/0730 eller ring ",
]
_AFTER = [
    "man-tor 8-15, fre 8-13",
    "8.00-15.30",
    "10-12 og 13-15",
    "kl. 08:00-22:00 alle dage",
    "24 timer i døgnet",
    "24 t",
    "POSTNR Aarhus C",
    "POSTNR",
    "DK-POSTNR Horsens",
    "lok. 1234",
    "lukket 24.12.26 og 31.12.26",
    "fra 1.1.2026 til 31.12.2027",
    "P-nr. 1003456789",
    "CVR-nr. 12010188",
    "EAN-nummer 5798 0010 1234 5",
    "GLN 5790001012345",
    "https://www.viborg.dk/tilbud?id=4711&side=2",
    "post@kommune.invalid",
    "(5. juni lukket)",
    "sagsnr. 1012261234",
]
