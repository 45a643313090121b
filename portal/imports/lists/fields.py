"""What a list can tell of contacts and offers, and the headings by which coordinators call it.

The export writes the headings given here, so that the import knows them again.
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.text.folding import fold


class ListKind(StrEnum):
    """What the rows of a sheet are about; the codes are the tables of the entries."""

    CONTACT = "contact"
    OFFER = "offer"


CONTACT, OFFER = ListKind.CONTACT, ListKind.OFFER
BOTH = frozenset(ListKind)
KIND_NAMES = {CONTACT: "Kontaktpersoner", OFFER: "Tilbud"}
KIND_NAMES_ONE = {CONTACT: "Kontaktperson", OFFER: "Tilbud"}


@dataclass(frozen=True)
class ListField:
    """Something a column can hold: its key, its own heading, other headings, and for which lists.

    ``content`` names what its cells look like, where that can be seen: see ``guessing``.
    """

    key: str
    heading: str
    others: tuple[str, ...] = ()
    kinds: frozenset[ListKind] = BOTH
    content: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All its headings, folded."""
        return tuple(fold_heading(name) for name in (self.heading, *self.others))


def fold_heading(text: str) -> str:
    """Return a heading as it is compared: folded, letters, digits and single blanks only."""
    letters = "".join(letter if letter.isalnum() else " " for letter in fold(text))
    return " ".join(letters.split())


def of_contacts(key: str, heading: str, *others: str, content: str = "") -> ListField:
    return ListField(key, heading, others, frozenset({CONTACT}), content)


def of_offers(key: str, heading: str, *others: str, content: str = "") -> ListField:
    return ListField(key, heading, others, frozenset({OFFER}), content)


def of_both(key: str, heading: str, *others: str, content: str = "") -> ListField:
    return ListField(key, heading, others, BOTH, content)


ID = "id"
FIELDS: tuple[ListField, ...] = (
    of_both("entry_type", "Type i Én indgang"),
    of_both(ID, "Nr. i Én indgang"),
    of_both("municipality", "Kommune", "Kommunenavn", "Kommunekode", "Kommunenr"),
    of_contacts(
        "function", "Funktion", "Stilling", "Stillingsbetegnelse", "Titel", "Jobtitel", "Rolle",
        "Opgave", "Funktionsbetegnelse", "Ansvar", "Stilling/funktion",
    ),
    of_contacts(
        "name", "Navn", "Medarbejder", "Kontaktperson", "Person", "Fulde navn", "Medarbejdernavn",
        "Navn på kontaktperson", "For- og efternavn", "Medarbejderens navn", "Kontakt", "Ansat",
    ),
    of_contacts("first_name", "Fornavn", "Fornavne"),
    of_contacts("last_name", "Efternavn", "Efternavne"),
    of_offers(
        "name", "Tilbud", "Navn", "Tilbuddets navn", "Navn på tilbud", "Tilbudsnavn", "Indsats",
        "Akuttilbud", "Ydelse",
    ),
    of_offers("kind", "Slags", "Art", "Tilbudstype", "Type tilbud", "Kategori", "Type", "Form"),
    of_both(
        "organisation", "Organisation", "Afdeling", "Enhed", "Forvaltning", "Center", "Team",
        "Arbejdssted", "Ansættelsessted", "Institution", "Organisatorisk enhed", "Sted", "Udbyder",
        "Sektion", "Fagområde/afdeling", "Arbejdsplads", "Forvaltning/afdeling", "Område",
    ),
    of_contacts("level", "Niveau", "Leder eller medarbejder", "Leder/medarbejder", "Leder"),
    of_both(
        "phone", "Telefon", "Tlf.", "Tlf nr", "Tlf.nr.", "Telefonnr.", "Telefonnummer", "Tlfnr",
        "Hovednummer", "Kontakttelefon", "Fastnet", "Funktionstelefon", "Telefoner", "Tel",
        "Arbejdstelefon", "Telefonnumre", "Vagttelefon", "Nummer", "Kontaktnummer", content="phone",
    ),
    of_both("direct", "Direkte nummer", "Direkte", "Direkte tlf", "Direkte telefon", "Lokalnummer",
            "Lokalnr", "Direkte tlf.nr.", content="phone"),
    of_both("mobile", "Mobil", "Mobilnr.", "Mobilnummer", "Mobiltelefon", "Mob.", "Arbejdsmobil",
            "Mobil nr", "Mobil tlf", content="phone"),
    of_both("public_phone", "Telefon for borgere", "Borgertelefon", "Offentligt nummer",
            "Telefon til borgere", "Borgernummer", content="phone"),
    of_both("email", "E-mail", "Mail", "Email", "Mailadresse", "E-mailadresse", "E-post",
            "Arbejdsmail", "Mail adresse", "Mailadr", content="email"),
    of_contacts("secure_mail", "Sikker mail", "Sikker e-mail", "Sikkermail", "Sikker post",
                "Tunnelmail", "Sikker mailadresse"),
    of_offers("web", "Hjemmeside", "Web", "Link", "Website", "Webadresse", "Url", content="web"),
    of_offers("address", "Adresse", "Gadeadresse", "Besøgsadresse", "Vej", "Beliggenhed"),
    of_offers("is_address_hidden", "Adressen er skjult", "Hemmelig adresse", "Skjult adresse"),
    of_both(
        "hours", "Åbningstid", "Telefontid", "Træffetid", "Træffetider", "Åbningstider", "Tid",
        "Telefontider", "Tlf.tid", "Kan træffes", "Kontakttid", "Tidsrum", "Tider", "Åbent",
        "Telefonisk træffetid", "Træffes", content="hours",
    ),
    of_offers("hours_note", "Bemærkning til åbningstid", "Åbningstid, bemærkning"),
    of_both(
        "domains", "Problemområder", "Problemområde", "Emne", "Emner", "Område", "Fagområde",
        "Områder", "Problemstilling", "Problematik", "Problemer", "Arbejder med", "Speciale",
        "Tema", "Indsatsområde", "Ansvarsområde", content="domains",
    ),
    of_offers("municipalities", "Dækker kommunerne", "Dækker", "Kommuner", "Dækningsområde"),
    of_offers("target_group", "Målgruppe", "Målgrupper", "For hvem", "Hvem er det for"),
    of_offers("age_from", "Alder fra", "Fra alder", "Mindste alder", "Min. alder"),
    of_offers("age_to", "Alder til", "Til alder", "Højeste alder", "Max. alder"),
    of_offers("callers", "Hvem må ringe", "Hvem kan ringe", "Hvem kan henvende sig"),
    of_offers("status", "Status", "Tilstand"),
    of_offers("status_on", "Status siden", "Dato for status", "Statusdato", "Åbner"),
    of_offers("has_self_referral", "Man kan selv henvende sig", "Selvhenvendelse"),
    of_offers("is_anonymous", "Anonymt", "Anonym"),
    of_offers("is_free_of_charge", "Gratis", "Gratis tilbud"),
    of_offers("sends_staff_out", "Kan sende personale ud", "Kører ud", "Udkørende", "Udrykning"),
    of_offers("has_overnight_stay", "Man kan overnatte", "Overnatning", "Døgnophold"),
    of_offers("capacity", "Ledige pladser", "Kapacitet", "Pladser"),
    of_offers("referral", "Sådan henviser man", "Henvisning", "Visitation", "Adgang"),
    of_offers("exclusions", "Gør ikke", "Det gør de ikke", "Ikke for", "Undtagelser"),
    of_contacts("is_in_steering_group", "Styregruppe", "Er med i styregruppen"),
    of_contacts("valid_from_on", "Gælder fra", "Startdato", "Tiltræder"),
    of_contacts("valid_to_on", "Gælder til", "Slutdato", "Fratræder"),
    of_both("note", "Bemærkning", "Bemærkninger", "Note", "Noter", "Kommentar", "Kommentarer",
            "Andet", "Info", "Supplerende oplysninger", "Beskrivelse"),
)  # fmt: skip

PHONE_FIELDS = ("phone", "direct", "mobile", "public_phone")


def fields_of(kind: ListKind) -> dict[str, ListField]:
    """Return what a list of a kind can tell, by key, in the order of the export's columns."""
    return {one.key: one for one in FIELDS if kind in one.kinds}


def heading_of(kind: ListKind, key: str) -> str:
    """Return what a field of a kind of list is called."""
    if key == "hours" and kind == CONTACT:
        return "Telefontid"
    return fields_of(kind)[key].heading
