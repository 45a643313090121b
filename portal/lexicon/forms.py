"""The form of a term, with a sentence to try it on."""

from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.lexicon.meanings import (
    WEIGHTS,
    meaning_choices,
    meaning_name,
    meaning_names,
    split_meaning,
)
from portal.lexicon.queries import Term, find_same_term, words_of
from portal.models.words import LexiconTerm, OwnTerm
from portal.web.forms import PortalForm
from portal.web.validators import max_length, required

LONGEST_SENTENCE = 300
LONGEST_PHRASE = 1000
"""A phrase may hold words that stand for each other: "sover/bor i bil/telt"."""
MIDDLE = 3


class TermForm(PortalForm):
    """A term; ``sentence`` is only tried, never kept. ``replaced`` is the term as it stands."""

    phrase = StringField(
        "Ord eller vending", validators=[required("Skriv ordet."), max_length(LONGEST_PHRASE)]
    )
    meaning = SelectField("Det betyder", validators=[required("Vælg, hvad ordet betyder.")])
    weight = SelectField(
        "Hvor sikkert?",
        coerce=int,
        choices=[SelectChoice(weight, name) for weight, name in WEIGHTS.items()],
        default=MIDDLE,
    )
    sentence = TextAreaField("Prøv en sætning", validators=[max_length(LONGEST_SENTENCE)])

    def __init__(self, obj: OwnTerm | LexiconTerm | None = None, **options: Any) -> None:
        self.replaced = Term.of(obj) if obj is not None else None
        if self.replaced is not None:
            options["meaning"] = self.replaced.meaning
        super().__init__(obj=obj, **options)
        self.meaning.choices = [SelectChoice("", "Vælg"), *self.list_meanings()]

    def list_meanings(self) -> list[SelectChoice]:
        """Return the meanings to choose from; the one that stands there can always stay."""
        choices = meaning_choices()
        if self.replaced and all(choice.value != self.replaced.meaning for choice in choices):
            name = meaning_name(self.replaced.meaning, {})
            choices.append(SelectChoice(self.replaced.meaning, name, optgroup="Andet"))
        return choices

    def validate_phrase(self, field: StringField) -> None:
        if not any(word.isalpha() for word in words_of(field.data)):
            raise ValidationError("Skriv et ord med bogstaver.")
        same = find_same_term(self.meaning.data, field.data)
        if same is None or same == self.replaced:
            return
        name = meaning_name(same.meaning, meaning_names())
        raise ValidationError(
            f"»{same.phrase}« er taget ud af brug som {name}. Gendan det i stedet."
            if same.is_archived
            else f"»{same.phrase}« står allerede i ordlisten som {name}."
        )

    @property
    def term(self) -> Term | None:
        """The term as typed so far; None until it has words and a meaning."""
        known = {choice.value for choice in self.list_meanings()}
        if not words_of(self.phrase.data or "") or self.meaning.data not in known:
            return None
        term_type, code = split_meaning(self.meaning.data)
        weight = self.weight.data if self.weight.data in WEIGHTS else MIDDLE
        return Term(term_type.value, code, self.phrase.data, weight)

    def fill(self, term: OwnTerm) -> None:
        """Give a term what was typed."""
        term.term_type, term.code = split_meaning(self.meaning.data)
        term.phrase, term.weight = self.phrase.data, self.weight.data
