"""What holds for any input at all."""

from __future__ import annotations

import importlib
import pickle
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from unittest import mock

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from material import MARKUP, SOUND, TEXTS, anything, rearranged, shuffled, sound, texts, traditional, whole

from taoxi import Article, Metadata, Options, Verdict, clean
from taoxi.decode import decode
from taoxi.repair import repair
from taoxi.rules import RULES
from taoxi.types import Rule

PLAIN = Options(script="keep", punctuation="keep", markup="text")
FEW, MANY = settings(max_examples=30), settings(max_examples=80)
# a shuffle of a whole rule book does not shrink to anything worth reading, and takes minutes to
UNSHRUNK = settings(max_examples=30, phases=(Phase.explicit, Phase.reuse, Phase.generate))
options = st.builds(
    Options,
    script=st.sampled_from(("keep", "simplified", "traditional")), punctuation=st.sampled_from(("keep", "auto")),
    markup=st.sampled_from(("auto", "text", "html")), title=st.sampled_from(("keep", "drop", "add")),
)  # fmt: skip


def without_cuts(verdict: Verdict) -> str:
    """A line's repaired text without what was cut out of it, stripped."""
    text = verdict.line.text
    for cut in reversed(verdict.cuts):
        text = text[: cut.start] + text[cut.end :]
    return text.strip()


def printed(article: Article) -> list[str]:
    """The lines of the article."""
    return article.text.split("\n") if article.text else []


def repaired(text: str) -> str:
    """The text after repair."""
    found = repair(text)
    return found if isinstance(found, str) else found.body


def is_within(small: str, large: str) -> bool:
    """Do the characters of the small one stand in the large one, in order?"""
    rest = iter(large)
    return all(character in rest for character in small)


def of_rules(rules: list[Rule]) -> AbstractContextManager[object]:
    """While it is open, clean() judges by these rules, in this order."""
    return mock.patch.object(importlib.import_module("taoxi.clean"), "book", return_value=tuple(rules))


@MANY
@given(anything, options)
def test_never_raises_and_the_output_encodes(data: bytes, chosen: Options) -> None:
    article = clean(data, chosen)
    article.text.encode("utf-8")
    for value in (article.metadata.title, article.metadata.source, *article.metadata.author, *article.doubts):
        (value or "").encode("utf-8")


@FEW
@given(st.text(max_size=300), options)
@example("\ud800\udfff\udc80", Options())
@example("责任编辑：\ud83d张三\n\udcff", Options(script="traditional"))
def test_never_raises_for_any_str(text: str, chosen: Options) -> None:
    clean(text, chosen).text.encode("utf-8")


@FEW
@given(texts)
def test_any_str_is_taken_with_hints_that_are_wrong(text: str) -> None:
    article = clean(
        text.encode("utf-8", "surrogatepass"), url="::not a url::", charset="no-such", given=Metadata(title="")
    )
    assert isinstance(article, Article)


@FEW
@given(st.one_of(rearranged(), shuffled))
def test_output_is_the_kept_lines_in_order(text: str) -> None:
    article = clean(text, PLAIN)
    kept = [verdict for verdict in article.verdicts if verdict.rule is None]
    assert printed(article) == [without_cuts(verdict) for verdict in kept]
    assert all(verdict.printed is None for verdict in article.verdicts if verdict.rule)
    numbers = [verdict.line.number for verdict in article.verdicts]
    assert numbers == sorted(numbers)


@FEW
@given(st.one_of(sound, st.sampled_from(sorted(SOUND.values()))))
def test_output_of_sound_text_is_in_the_input_in_order(text: str) -> None:
    rest = iter(text.split("\n"))
    for line in printed(clean(text, PLAIN)):
        assert any(is_within(line, source) for source in rest), line


@MANY
@given(anything)
def test_verdicts_give_the_decoded_text_back(data: bytes) -> None:
    raws = [verdict.raw for verdict in clean(data, PLAIN).verdicts if verdict.raw is not None]
    assert "\n".join(raws) == decode(data).body


@UNSHRUNK
@given(st.one_of(rearranged(), shuffled), st.randoms(use_true_random=False))
def test_rule_order_changes_signatures_only(text: str, rng: random.Random) -> None:
    chosen = Options(markup="text")
    with of_rules(rng.sample(RULES, len(RULES))):
        other = clean(text, chosen)
    assert other.text == clean(text, chosen).text


def test_rule_order_can_be_changed_at_all() -> None:
    """The test above would hold for nothing if clean() did not look at its RULES."""
    text = TEXTS["portal-flattened-with-nav-and-related-lists"]
    with of_rules([]):
        bare = {verdict.rule for verdict in clean(text).verdicts}
    assert bare != {verdict.rule for verdict in clean(text).verdicts}


@FEW
@given(sound)
def test_repair_leaves_sound_text_alone(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize("name", sorted(SOUND))
def test_repair_leaves_sound_pages_alone(name: str) -> None:
    text = SOUND[name]
    assert repaired(text) == text
    assert repaired(traditional(text)) == traditional(text)


@MANY
@given(texts)
def test_repair_twice_is_repair_once(text: str) -> None:
    once = repaired(text)
    assert repaired(once) == once


@MANY
@given(texts)
def test_cleaning_what_was_cleaned_changes_nothing(text: str) -> None:
    once = clean(text, Options(markup="text")).text
    assert clean(once, Options(markup="text")).text == once


@pytest.mark.parametrize("name", sorted(MARKUP))
def test_a_page_handed_over_as_text_is_cleaned_at_once(name: str) -> None:
    once = clean(MARKUP[name], Options(markup="text")).text
    assert clean(once, Options(markup="text")).text == once


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_cleaning_a_cleaned_page_changes_nothing(name: str) -> None:
    once = clean(TEXTS[name]).text
    assert clean(once, Options(markup="text")).text == once


@FEW
@given(st.one_of(whole, st.sampled_from(sorted(MARKUP.values()))))
def test_the_same_input_gives_the_same_article(data: str | bytes) -> None:
    assert clean(data) == clean(data)


@FEW
@given(whole, st.sampled_from(("gb18030", "utf-16", "utf-8-sig", "utf-8")))
def test_the_charset_changes_nothing_but_its_name(text: str, charset: str) -> None:
    assert clean(text.encode(charset)).text == clean(text).text


def test_threads_give_what_one_thread_gives() -> None:
    pages = sorted([*TEXTS.values(), *MARKUP.values()], key=len)
    alone = [clean(page) for page in pages]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(clean, pages)) == alone


def test_articles_and_options_travel_between_processes() -> None:
    article = clean(TEXTS["interview-turns"])
    assert pickle.loads(pickle.dumps(article)) == article
    assert pickle.loads(pickle.dumps(Options(drop=("广告",)))) == Options(drop=("广告",))


@pytest.mark.parametrize("wrong", [None, 7, ["一行"]])
def test_what_is_no_document_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        clean(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["script", "punctuation", "markup", "title"])
def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(name: str) -> None:
    with pytest.raises(ValueError, match=rf"{name}='fancy'.*keep|{name}='fancy'.*auto"):
        Options(**{name: "fancy"})


def test_one_string_for_several_is_refused() -> None:
    with pytest.raises(TypeError, match="drop"):
        Options(drop="广告")  # type: ignore[arg-type]
