"""The lexicon follows the snapshot, and nobody waits for it who can do with the last one."""

import threading

from portal.answers.knowledge import (
    LexiconShelf,
    make_lexicon,
    meet_words,
    shipped_lexicon,
    shipped_rows,
    understand_text,
)
from portal.answers.understanding.opinion import read_opinion
from portal.config import REFERENCE
from portal.extensions import db
from portal.models.base import utc_now
from portal.models.words import LexiconTerm
from portal.snapshot.current import current_snapshot
from tests import factories


def test_a_word_that_was_added_is_known_with_the_next_snapshot(app, database):
    shelf = LexiconShelf()
    with database():
        factories.make_own_term("slåbrokseri")
    with app.app_context():
        assert shelf.of(current_snapshot()).senses_of_word("slabrokseri")
    with database():
        factories.make_own_term("morgenkåbe")
    with app.app_context():
        assert shelf.of(current_snapshot()).senses_of_word("morgenkabe")


def test_a_word_that_was_added_is_told_from_the_shipped_ones(app, database):
    shelf = LexiconShelf()
    with database():
        factories.make_own_term("slåbrokseri")
        db.session.add(LexiconTerm(term_type="domain", code="alkohol", phrase="misbrug"))
    with app.app_context():
        lexicon = shelf.of(current_snapshot())
    assert [sense.is_own for sense in lexicon.senses_of_word("slabrokseri")] == [True]
    assert [sense.is_own for sense in lexicon.senses_of_word("misbrug")] == [False]


def test_a_change_of_other_things_leaves_the_lexicon_as_it_is(app, database):
    shelf = LexiconShelf()
    with database():
        factories.make_own_term()
    with app.app_context():
        lexicon = shelf.of(current_snapshot())
    with database():
        factories.make_contact()
    with app.app_context():
        assert shelf.of(current_snapshot()) is lexicon


def test_words_that_were_shipped_anew_are_known_with_the_next_change(app, database):
    shelf = LexiconShelf()
    with database():
        factories.make_own_term()
    with app.app_context():
        shelf.of(current_snapshot())
    with database():
        db.session.add(LexiconTerm(term_type="domain", code="alkohol", phrase="morgenkåbe"))
        factories.make_contact()
    with app.app_context():
        assert shelf.of(current_snapshot()).senses_of_word("morgenkabe")


def test_while_one_thread_reads_the_new_words_the_others_go_on_with_the_old(app, database):
    shelf = LexiconShelf()
    with database():
        factories.make_own_term("slåbrokseri")
    with app.app_context():
        old = shelf.of(current_snapshot())
    with database():
        factories.make_own_term("morgenkåbe")
    with app.app_context():
        snapshot = current_snapshot()
        found = []
        with shelf.making:
            other = threading.Thread(target=lambda: found.append(shelf.of(snapshot)))
            other.start()
            other.join()
        assert found == [old]
        assert shelf.of(snapshot) is not old


SHIPPED = tuple((row.term_type, row.code, row.phrase, int(row.weight)) for row in shipped_rows())


def test_the_shipped_terms_are_made_into_a_lexicon_once():
    assert make_lexicon(SHIPPED) is shipped_lexicon()


def test_a_shipped_term_that_people_replaced_is_out_of_use():
    left = tuple(row for row in SHIPPED if row[2] != "senilitet")
    assert len(left) < len(SHIPPED)
    assert make_lexicon(SHIPPED).senses_of_word("senilitet")
    lexicon = make_lexicon((("domain", "alkohol", "slåbrokseri", 5), *left))
    assert not lexicon.senses_of_word("senilitet")
    assert lexicon.senses_of_word("slabrokseri")[0].is_own


def test_a_shipped_term_with_another_weight_is_none_of_peoples_own():
    at = next(n for n, row in enumerate(SHIPPED) if row[2] == "senilitet")
    term = (*SHIPPED[at][:3], 1)
    lexicon = make_lexicon((term, *SHIPPED[:at], *SHIPPED[at + 1 :]))
    sense = lexicon.senses_of_word("senilitet")[0]
    assert (sense.weight, sense.is_own) == (1, False)


def test_ordinary_words_are_weighed_before_anybody_types_them(app):
    weigh = read_opinion(REFERENCE / "second_opinion.tsv").weight_of_word
    weigh.cache_clear()
    with app.app_context():
        snapshot = current_snapshot()
        meet_words(snapshot)
        met = weigh.cache_info().misses
        understand_text("hun har ikke noget at spise", snapshot, utc_now())

    assert weigh.cache_info().misses == met
