"""Folded words beside a name that show whether a place is meant."""

import re

BEFORE_PLACES = frozenset({"i", "fra", "ved", "til", "naer", "omkring"})
ISLANDS = frozenset({"fur", "samso", "als"})
MUNICIPALITY_WORDS = frozenset({"kommune", "kommunen", "kommunes", "kommunens"})
STAYING = frozenset(
    {"sidder", "sad", "siddet", "ligger", "la", "ligget", "star", "staet", "lever", "levet"}
    | {"sove", "sover", "sovet"}
)
"""Before "i mørke" they tell of the dark; of the village when it is written with a capital."""
CLOSING = frozenset(
    {"ikke", "aldrig", "altid", "ofte", "tit", "igen", "mere", "meget", "lidt", "nok", "vel"}
    | {"nu", "da", "her", "der", "ellers", "alligevel", "allerede", "stadig", "endnu", "laengere"}
    | {"op", "ned", "ind", "ud", "hen", "hjem", "bort", "vaek", "frem", "tilbage", "rundt", "over"}
    | {"oppe", "nede", "inde", "ude", "henne", "hjemme", "selv", "hinanden", "sig", "mig"}
    | {"dig", "os", "jer", "ham", "hende", "dem", "alt", "alle", "noget", "nogen", "intet", "ingen"}
    | {"gaet", "kommet", "taget", "haft", "faet", "bor"}
)
"""Function words that no other noun follows, for a sentence may end there: "puster ikke Ry"."""
NEAR = frozenset({"naerheden", "udkanten", "omegnen"})
PEOPLE = re.compile(
    "(.{4,})(?:bo|boen|boer|boere|borger|borgeren"
    "|kvinde|kvinden|mand|manden|familie|familien|pige|pigen|dreng|drengen|egnen|kanten"
    "|mor|far|datter|son|enke|enken|dame|damen|student|pensionist)s?"
)
"""Whoever lives in a place: "skivebo", "hornsletkvinde"."""
