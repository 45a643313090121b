"""What the fields of every entry are called in Danish, as its history shows them."""

FIELD_NAMES: dict[str, str] = {
    # every entry
    "archived_at": "Arkiveret",
    "is_demo": "Demo",
    "confirmed_at": "Bekræftet",
    "confirmed_by_name": "Bekræftet af",
    "reference_key": "Kendingsnøgle hos kilden",
    "source_url": "Kilde",
    "source_date": "Kildens dato",
    # several kinds of entry
    "name": "Navn",
    "code": "Kode",
    "email": "E-mail",
    "secure_mail": "Sikker mail",
    "web": "Hjemmeside",
    "address": "Adresse",
    "hours": "Åbningstid",
    "note": "Bemærkning",
    "legal_note": "Bemærkning om hjemmel",
    "organisation_id": "Organisation",
    "municipality_id": "Kommune",
    "municipalities": "Kommuner",
    "domains": "Problemområder",
    "phones": "Telefonnumre",
    "valid_from_on": "Gælder fra",
    "valid_to_on": "Gælder til",
    # municipality
    "slug": "Navn i adressen",
    "variants": "Andre navne",
    "participation": "Deltagelse",
    "participation_note": "Bemærkning om deltagelse",
    "participation_since_on": "Deltagelse siden",
    "central_contact_id": "Central indgang",
    "switchboard": "Hovednummer",
    "coordinator_id": "Koordinator",
    "deputy_coordinator_id": "Koordinatorens stedfortræder",
    "consent_note": "Bemærkning om samtykke",
    # organisation
    "sector": "Sektor",
    "parent_id": "Hører under",
    "cvr": "CVR-nummer",
    "sor": "SOR-kode",
    "gln": "EAN/GLN",
    "serves": "Dækker kommunerne",
    # contact
    "function": "Funktion",
    "level": "Niveau",
    "deputy_id": "Stedfortræder",
    "is_in_steering_group": "Er med i styregruppen",
    "absences": "Fravær",
    # offer
    "kind": "Art",
    "status": "Status",
    "status_on": "Status siden",
    "is_address_hidden": "Adressen er skjult for offentligheden",
    "hours_note": "Åbningstid i ord",
    "target_group": "Målgruppe",
    "age_from": "Alder fra",
    "age_to": "Alder til",
    "callers": "Hvem må ringe",
    "has_self_referral": "Man kan selv henvende sig",
    "is_anonymous": "Anonymt",
    "is_free_of_charge": "Gratis",
    "sends_staff_out": "Kan sende personale ud",
    "has_overnight_stay": "Man kan overnatte",
    "capacity": "Ledige pladser",
    "capacity_at": "Ledige pladser opgjort",
    "referral": "Sådan henviser man",
    "exclusions": "Gør ikke",
    # handover route
    "domain_id": "Problemområde",
    "preference": "Foretrukken vej",
    "consent": "Samtykke",
    "bring": "Hav klar",
    "answer_within": "Svar",
    "typical_wait_days": "Typisk ventetid i dage",
    "is_advice_welcome": "Anbefaling er velkommen",
    "acknowledgement": "Kvittering",
    "steps": "Trin",
    # domain
    "group_name": "Gruppe",
    "description": "Beskrivelse",
    "position": "Plads på listen",
    # term of the lexicon
    "term_type": "Betydning",
    "phrase": "Ord",
    "weight": "Vægt",
    # user
    "role": "Rolle",
    "organisations": "Organisationer",
    # report
    "subject_title": "Det gælder",
    "fault": "Fejl",
    "reporter_id": "Meldt af",
    "state": "Tilstand",
    "answer": "Svar",
    "closed_at": "Afsluttet",
}

SPECIAL_NAMES: dict[tuple[str, str], str] = {
    ("contact", "hours"): "Telefontid",
    ("user_account", "archived_at"): "Adgang lukket",
}


def field_name(entry_type: str, field: str) -> str:
    """Return what a field of a kind of entry is called."""
    return SPECIAL_NAMES.get((entry_type, field)) or FIELD_NAMES[field]
