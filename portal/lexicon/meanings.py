"""What a term can mean, in words: a problem domain, a kind of help, danger to life, nothing."""

from wtforms.fields.choices import SelectChoice

from portal.answers.wording import KIND_NAMES
from portal.domains.queries import list_domains
from portal.models.vocabulary import TermType
from portal.web.labels import LABELS, label

DANGER = "urgent:112"
NOTHING = "ignore:ignore"

WEIGHTS: dict[int, str] = {
    5: "5 – nævner det ved navn",
    4: "4 – siger det næsten sikkert",
    3: "3 – peger på det",
    2: "2 – tæller kun, når intet andet er klart",
    1: "1 – tæller kun sammen med andre ord",
}


def meaning_choices() -> list[SelectChoice]:
    """Return all meanings as choices, each as "type:code", grouped by type."""
    groups = LABELS[TermType]
    return [
        *(
            SelectChoice(f"domain:{domain.code}", domain.name, optgroup=groups[TermType.DOMAIN])
            for domain in list_domains()
        ),
        *(
            SelectChoice(f"kind:{code}", name, optgroup=groups[TermType.KIND])
            for code, name in KIND_NAMES.items()
        ),
        SelectChoice(DANGER, groups[TermType.URGENT], optgroup="Andet"),
        SelectChoice(NOTHING, groups[TermType.IGNORE], optgroup="Andet"),
    ]


def meaning_names() -> dict[str, str]:
    """Return the name of every meaning."""
    return {str(choice.value): str(choice.label) for choice in meaning_choices()}


def meaning_name(meaning: str, names: dict[str, str]) -> str:
    """Return the name of a meaning, also of one that is no longer used."""
    term_type, code = split_meaning(meaning)
    return names.get(meaning) or f"{label(term_type)}: {code}"


def split_meaning(meaning: str) -> tuple[TermType, str]:
    """Return type and code of a meaning. Raises ValueError for what is none."""
    term_type, _, code = meaning.partition(":")
    return TermType(term_type), code
