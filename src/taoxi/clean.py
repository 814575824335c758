"""The staircase: every stage once, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from .credits import agreed, credit, disagreements, merge
from .decode import decode
from .fold import fold
from .judge import judge
from .lines import split
from .page import looks_like_html, read_page
from .repair import repair
from .rules import book, may_sign
from .rules.own import own
from .rules.page import repeating
from .script import convert, punctuate
from .settle import OUTSIDE, REPEATED, TITLE_DROPPED, Settled, settle, settled_again, widened
from .settle.lost import restored
from .types import BLANK, Article, Line, Metadata, Options, Page, Repeats, Text, Verdict


def clean(
    data: bytes | str,
    options: Options = Options(),
    *,
    url: str | None = None,
    charset: str | None = None,
    given: Metadata | None = None,
    repeats: Repeats | None = None,
) -> Article:
    """The article of one document.

    `data` is text or HTML, as bytes of any charset or as a string; which of the two it is, is found out unless
    `options.markup` says. `url` gives the site, `charset` is what a header declared (the bytes may overrule it),
    `given` is metadata known from elsewhere, `repeats` the lines that this site repeats.

    Raises TypeError where `data` is neither bytes nor str; never anything for what it holds.
    """
    if not isinstance(data, bytes | bytearray | memoryview | str):
        raise TypeError(f"data is bytes or str, not {type(data).__name__}")
    given = given or Metadata()
    given = replace(given, url=url) if url else given
    text = Text(data) if isinstance(data, str) else decode(bytes(data), charset=charset)
    charset, page = text.charset, repair(replace(read(text, options, given, url), repeats=repeats))
    del text  # the lines hold its characters again: 38 MB of a document of 50 MB
    settled = restored(page, decide(page, options), partial(decide, options=options))
    verdicts = in_script(settled.verdicts, options)
    visible = told(credit(verdicts, settled.families, settled.title, settled.span), options)
    declared = told(page.declared, options) if page.markup == "html" else page.declared
    metadata = located(merge(given, agreed(visible, declared), declared))
    verdicts = titled(verdicts, settled.title, metadata.title, options)
    printed = [verdict.printed for verdict in verdicts if verdict.printed is not None]
    return Article(
        "\n".join(printed),
        metadata,
        charset,
        (*page.steps, *disagreements(visible, declared)),
        verdicts,
        (*page.doubts, *settled.doubts),
    )


def decide(page: Page, options: Options) -> Settled:
    """The verdicts on a page, such that what is kept would be kept again if it came as a page of its own.

    A kept line may look different without the lines that fell around it, so the kept lines of a text are judged by
    themselves until none falls. Nothing fell from most sound texts, which are judged once. Of HTML only the lines
    that the extraction took and those around them need a judge.
    """
    rules = book(options)
    may = partial(may_sign, options=options)
    whole, near = page, around(page, options.keep) if may(OUTSIDE) else range(len(page.lines))
    if len(near) < len(whole.lines):
        page = replace(page, lines=tuple(page.lines[n] for n in near))
    settled = settle(page, judge(page, rules), may)
    for _ in range(AGAIN if page.markup == "text" else 0):
        kept = [n for n, verdict in enumerate(settled.verdicts) if verdict.printed is not None]
        printed = [settled.verdicts[n].printed or "" for n in kept]
        if all(verdict.rule in (None, BLANK) and not verdict.cuts for verdict in settled.verdicts) or not kept:
            break
        keys = [
            fold(text).key if settled.verdicts[n].cuts else page.key(n) for n, text in zip(kept, printed, strict=True)
        ]
        rest = replace(page, lines=tuple(Line(text, text, n) for n, text in enumerate(printed, 1))).keyed(keys)
        again = settle(rest, judge(rest, rules), may)
        if all(verdict.rule is None and not verdict.cuts for verdict in again.verdicts):
            break
        settled = settled_again(settled, kept, again)
    if len(near) == len(whole.lines):
        return settled
    return widened(settled, near, whole, repeating(whole) if may(REPEATED) else ())


def around(page: Page, keep: tuple[str, ...]) -> Sequence[int]:
    """The lines that are or may be the article's, with those whose dates and names may be its own, or that the user
    wants kept.
    """
    outside = [line.taken is False for line in page.lines]
    if not any(outside):
        return range(len(outside))
    spared = {hit.index for rule in own((), keep) for hit in rule.find(page)}
    near = [n for n in range(len(outside)) if n in spared or not all(outside[max(0, n - AROUND) : n + AROUND + 1])]
    return [n for n in near if n in spared or not outside[n] or len(page.lines[n].text) <= AROUND_LONGEST]


AROUND = 12  # lines, as far as credits reads
AROUND_LONGEST = 10_000  # characters; no date or name stands in longer lines, which may be a whole script in the open
AGAIN = 5  # rounds at most; two were the most that any of 270 labelled pages took


def read(text: Text, options: Options, given: Metadata, url: str | None) -> Page:
    """The page of a text or of HTML."""
    if options.markup == "html" or (options.markup == "auto" and looks_like_html(text.body)):
        return read_page(text, given, url)
    return split(text, given)


def in_script(verdicts: tuple[Verdict, ...], options: Options) -> tuple[Verdict, ...]:
    """The verdicts with what is printed in the script and with the marks asked for."""
    kept = [n for n, verdict in enumerate(verdicts) if verdict.printed is not None]
    texts = convert([verdicts[n].printed or "" for n in kept], options.script)
    if options.punctuation == "auto":
        texts = punctuate(texts)
    changed = {n: text for n, text in zip(kept, texts, strict=True) if text != verdicts[n].printed}
    if not changed:
        return verdicts
    return tuple(replace(v, printed=changed[n]) if n in changed else v for n, v in enumerate(verdicts))


def told(metadata: Metadata, options: Options) -> Metadata:
    """What the lines told, in the script asked for."""

    def each(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(convert(values, options.script))

    def one(value: str | None) -> str | None:
        return each((value,))[0] if value else value

    return replace(
        metadata,
        title=one(metadata.title),
        subtitle=one(metadata.subtitle),
        source=one(metadata.source),
        rights=one(metadata.rights),
        author=each(metadata.author),
        editor=each(metadata.editor),
        tags=each(metadata.tags),
    )


def titled(verdicts: tuple[Verdict, ...], at: int | None, title: str | None, options: Options) -> tuple[Verdict, ...]:
    """The verdicts with the title's line dropped, or with a known title that no line is added as line 0."""
    if options.title == "drop" and at is not None:
        return (*verdicts[:at], Verdict(verdicts[at].line, TITLE_DROPPED), *verdicts[at + 1 :])
    if options.title == "add" and at is None and title and any(v.printed is not None for v in verdicts):
        (text,) = convert([title], options.script)
        return (Verdict(Line(None, title, 0), printed=" ".join(text.split())), *verdicts)
    return verdicts


def located(metadata: Metadata) -> Metadata:
    """The metadata with its site, the host of its url."""
    if metadata.site or not metadata.url:
        return metadata
    try:
        host = urlsplit(metadata.url).hostname
    except ValueError:
        host = None
    return replace(metadata, site=host)
