"""Who may reach what, written down: each route and method with the visitors it is open to.

Every route of the portal has its row here, and the tests hold the two against each other both ways.
All subjects (the contact, the offer, …) belong to Randers, which the own coordinator looks after
and the foreign one does not.
"""

ANONYMOUS = "anonymous"
READER = "reader"
BRIDGE_BUILDER = "bridge-builder"
OWN = "coordinator of Randers"
FOREIGN = "coordinator of Viborg"
ADMINISTRATOR = "administrator"

Visitors = frozenset[str]
EVERYONE: Visitors = frozenset({ANONYMOUS, READER, BRIDGE_BUILDER, OWN, FOREIGN, ADMINISTRATOR})
SIGNED_IN: Visitors = EVERYONE - {ANONYMOUS}
COORDINATORS: Visitors = frozenset({OWN, FOREIGN, ADMINISTRATOR})
OWNERS: Visitors = frozenset({OWN, ADMINISTRATOR})
ADMINISTRATORS: Visitors = frozenset({ADMINISTRATOR})
CALLERS: Visitors = frozenset({BRIDGE_BUILDER, ADMINISTRATOR})

# What can be done to every noun at its own address.
NOUNS = {
    "kontaktpersoner": "contact_id",
    "tilbud": "offer_id",
    "overleveringsveje": "route_id",
    "organisationer": "organisation_id",
}
VERBS: dict[str, Visitors] = {
    "POST /{noun}/<key>/bekraeft": OWNERS,
    "GET /{noun}/<key>/arkiver": OWNERS,
    "POST /{noun}/<key>/arkiver": OWNERS,
    "POST /{noun}/<key>/gendan": OWNERS,
    "GET /{noun}/<key>/historik": SIGNED_IN,
    "POST /{noun}/<key>/historik/gaa-tilbage": OWNERS,
}
PAGES: dict[str, Visitors] = {
    "GET /{noun}/": SIGNED_IN,
    "GET /{noun}/<int:{id}>": SIGNED_IN,
    "GET /{noun}/ny": OWNERS,
    "POST /{noun}/ny": OWNERS,
    "GET /{noun}/<int:{id}>/ret": OWNERS,
    "POST /{noun}/<int:{id}>/ret": OWNERS,
}

TABLE: dict[str, Visitors] = {
    row.format(noun=noun, id=name): visitors
    for noun, name in NOUNS.items()
    for row, visitors in (PAGES | VERBS).items()
} | {
    "GET /": SIGNED_IN,
    "GET /static/<path:filename>": EVERYONE,
    "GET /akut": EVERYONE,
    "GET /om": EVERYONE,
    "GET /tilgaengelighed": EVERYONE,
    "GET /privatliv": EVERYONE,
    # Machines
    "GET /api/v1/answer": SIGNED_IN,
    "GET /api/v1/openapi.json": EVERYONE,
    "GET /sundhed/klar": EVERYONE,
    "GET /sundhed/levende": EVERYONE,
    # Accounts
    "GET /log-ind": EVERYONE,
    "POST /log-ind": EVERYONE,
    "POST /log-ud": EVERYONE,
    "GET /invitation/<token>": EVERYONE,
    "POST /invitation/<token>": EVERYONE,
    "GET /profil": SIGNED_IN,
    "POST /profil": SIGNED_IN,
    # Municipalities
    "GET /kommuner": SIGNED_IN,
    "GET /kommuner/<slug>": SIGNED_IN,
    "GET /kommuner/<slug>/ret": OWNERS,
    "POST /kommuner/<slug>/ret": OWNERS,
    "POST /kommuner/<key>/bekraeft": OWNERS,
    "GET /kommuner/<key>/historik": SIGNED_IN,
    "POST /kommuner/<key>/historik/gaa-tilbage": OWNERS,
    "GET /kommuner/<slug>/dengang": SIGNED_IN,
    "GET /historik": SIGNED_IN,
    "GET /min-kommune": COORDINATORS,
    # Lists, in and out
    "GET /min-kommune/indlaes": COORDINATORS,
    "POST /min-kommune/indlaes": COORDINATORS,
    "GET /min-kommune/indlaes/<int:batch_id>": OWNERS,
    "GET /min-kommune/indlaes/<int:batch_id>/kolonner": OWNERS,
    "POST /min-kommune/indlaes/<int:batch_id>/kolonner": OWNERS,
    "POST /min-kommune/indlaes/<int:batch_id>/udfoer": OWNERS,
    "POST /min-kommune/indlaes/<int:batch_id>/fortryd": OWNERS,
    "POST /min-kommune/indlaes/<int:batch_id>/igen": OWNERS,
    "POST /min-kommune/indlaes/<int:batch_id>/kasser": OWNERS,
    "GET /min-kommune/indlaes/<int:batch_id>/rettet": OWNERS,
    "GET /min-kommune/hent/<slug>/xlsx": OWNERS,
    "GET /min-kommune/hent/<slug>/csv": OWNERS,
    "GET /min-kommune/hent/<slug>/pdf": OWNERS,
    "GET /daekning": SIGNED_IN,
    "GET /daekning/timer": SIGNED_IN,
    "GET /tal": SIGNED_IN,
    "GET /tal/<figure>.csv": SIGNED_IN,
    "GET /tal/stikproeve": SIGNED_IN,
    "POST /tal/stikproeve": CALLERS,
    "POST /tal/stikproeve/<int:call_id>": CALLERS,
    "POST /min-kommune/bekraeft": COORDINATORS,
    # Reports and calls
    **{
        f"{method} /{noun}/<key>/meld-fejl": SIGNED_IN
        for noun in ("kontaktpersoner", "tilbud", "organisationer", "kommuner")
        for method in ("GET", "POST")
    },
    "GET /meldinger": SIGNED_IN,
    "POST /meldinger/set": SIGNED_IN,
    "GET /meldinger/<int:report_id>/svar": OWNERS,
    "POST /meldinger/<int:report_id>/svar": OWNERS,
    "POST /opkald": SIGNED_IN - {OWN},  # coordinators do not tell of their own entries
    # Network meetings
    "GET /netvaerksmoeder": CALLERS,
    "GET /netvaerksmoeder/ny": CALLERS,
    "POST /netvaerksmoeder/ny": CALLERS,
    "GET /netvaerksmoeder/<int:meeting_id>": CALLERS,
    "POST /netvaerksmoeder/<int:meeting_id>/deltagere/<int:participant_id>/stedfortraeder": CALLERS,
    "POST /netvaerksmoeder/<int:meeting_id>/mind-alle": CALLERS,
    "GET /netvaerksmoeder/<int:meeting_id>/deltagere": CALLERS,
    "POST /netvaerksmoeder/<int:meeting_id>/deltagere": CALLERS,
    "GET /netvaerksmoeder/<int:meeting_id>/tider": CALLERS,
    "POST /netvaerksmoeder/<int:meeting_id>/tider": CALLERS,
    "GET /netvaerksmoeder/<int:meeting_id>/indkald": CALLERS,
    "POST /netvaerksmoeder/<int:meeting_id>/indkald": CALLERS,
    "GET /netvaerksmoeder/<int:meeting_id>/aflys": CALLERS,
    "POST /netvaerksmoeder/<int:meeting_id>/aflys": CALLERS,
    "POST /netvaerksmoeder/<int:meeting_id>/deltagere/<int:participant_id>/send-igen": CALLERS,
    "GET /netvaerksmoeder/<int:meeting_id>/dagsorden.pdf": CALLERS,
    "GET /netvaerksmoeder/<int:meeting_id>/moede.ics": CALLERS,
    "GET /moede/<link>/moede.ics": EVERYONE,
    "GET /netvaerksmoeder/<int:meeting_id>/afslut": CALLERS,
    "POST /netvaerksmoeder/<int:meeting_id>/afslut": CALLERS,
    "GET /netvaerksmoeder/<int:meeting_id>/opfoelgning.ics": CALLERS,
    "GET /moede/<link>": EVERYONE,
    "POST /moede/<link>": EVERYONE,
    "GET /moede/<link>/videregiv": EVERYONE,
    "POST /moede/<link>/videregiv": EVERYONE,
    **{
        f"{row} /netvaerksmoeder/<int:meeting_id>/deltagere/<int:participant_id>/{verb}": CALLERS
        for verb in ("spoerg", "mind-om", "traek-link-tilbage", "nyt-link", "svar")
        for row in (("GET", "POST") if verb == "svar" else ("POST",))
    },
    # Any entry
    "POST /historik/<int:sequence>/fortryd": OWNERS,
    "POST /aabningstider": COORDINATORS,
    # Administration
    "GET /administration/brugere": ADMINISTRATORS,
    "GET /administration/brugere/ny": ADMINISTRATORS,
    "POST /administration/brugere/ny": ADMINISTRATORS,
    "GET /administration/brugere/<int:user_id>": ADMINISTRATORS,
    "GET /administration/brugere/<int:user_id>/ret": ADMINISTRATORS,
    "POST /administration/brugere/<int:user_id>/ret": ADMINISTRATORS,
    "POST /administration/brugere/<int:user_id>/invitation": ADMINISTRATORS,
    "POST /administration/brugere/<int:user_id>/luk": ADMINISTRATORS,
    "POST /administration/brugere/<int:user_id>/aabn": ADMINISTRATORS,
    "GET /administration/omraader": ADMINISTRATORS,
    "GET /administration/omraader/ny": ADMINISTRATORS,
    "POST /administration/omraader/ny": ADMINISTRATORS,
    "GET /administration/omraader/<int:domain_id>": ADMINISTRATORS,
    "GET /administration/omraader/<int:domain_id>/ret": ADMINISTRATORS,
    "POST /administration/omraader/<int:domain_id>/ret": ADMINISTRATORS,
    "POST /administration/omraader/<int:domain_id>/arkiver": ADMINISTRATORS,
    "POST /administration/omraader/<int:domain_id>/gendan": ADMINISTRATORS,
    "GET /administration/journal": ADMINISTRATORS,
    # The lexicon
    "GET /administration/ord": ADMINISTRATORS,
    "POST /administration/ord/<word_hash>/se-bort-fra": ADMINISTRATORS,
    "POST /administration/ord/<word_hash>/tag-med": ADMINISTRATORS,
    "GET /administration/ord/liste": ADMINISTRATORS,
    "GET /administration/ord/ny": ADMINISTRATORS,
    "POST /administration/ord/ny": ADMINISTRATORS,
    "GET /administration/ord/ret": ADMINISTRATORS,
    "POST /administration/ord/ret": ADMINISTRATORS,
    "POST /administration/ord/fjern": ADMINISTRATORS,
    "POST /administration/ord/proev": ADMINISTRATORS,
    "GET /administration/ord/<int:term_id>": ADMINISTRATORS,
    "GET /administration/ord/<int:term_id>/ret": ADMINISTRATORS,
    "POST /administration/ord/<int:term_id>/ret": ADMINISTRATORS,
    "POST /administration/ord/<int:term_id>/arkiver": ADMINISTRATORS,
    "POST /administration/ord/<int:term_id>/gendan": ADMINISTRATORS,
    "POST /administration/ord/<int:term_id>/fortryd": ADMINISTRATORS,
}

# The generic verbs have these addresses for a municipality too, but it is never archived.
NOWHERE = {
    "GET /kommuner/<key>/arkiver",
    "POST /kommuner/<key>/arkiver",
    "POST /kommuner/<key>/gendan",
}

# Only htmx asks for these, for a piece of a page.
FRAGMENTS = {"POST /aabningstider", "POST /administration/ord/proev"}

# A new entry is asked for in Randers; without that, a coordinator's own place is taken.
QUERIES = {
    "/kontaktpersoner/ny": "?organisation={organisation_id}",
    "/tilbud/ny": "?organisation={organisation_id}",
    "/overleveringsveje/ny": "?kommune=0730",
    "/organisationer/ny": "?organisation={organisation_id}",
    "/opkald": "?opkald=contact:{contact_id}:took_over",
    # A shipped term is known by its key.
    "/administration/ord/ret": "?noegle={term_key}",
    "/administration/ord/fjern": "?noegle={term_key}",
}
