"""Make verdicts out of hits: the only place where a line's fate is decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..fold import fold
from ..types import BLANK, Cut, Hit, Line, Page, Verdict
from .bare import HEADED, are_breaths, is_figures, spared, tells
from .copied import find_copies
from .features import forget_long, is_stopped, is_unmarked
from .heads import find_heads
from .span import find_span, is_bare, is_plain
from .weigh import COPY, Claim, Weight, gather, weigh, without
from .weigh import NOTHING as UNCLAIMED
from .whole import is_titled, is_whole

TITLE_COPY, TITLE_DROPPED = "title-copy", "title-dropped"
BEFORE, INSIDE, AFTER = "span-before", "span-inside", "span-after"
# The names that sign here, and what each says of a line: no rule finds them, they come from where the line stands.
CONTEXT = {
    TITLE_COPY: "a second copy of the title",
    TITLE_DROPPED: "the title, where the options ask for texts without one",
    BEFORE: "above the article: neither its title nor a head",
    INSIDE: "within the article, yet nothing like it: an entry of a list of links",
    AFTER: "below the article's last line",
}
OUTSIDE, OUTSIDE_ONLY = "page-outside", frozenset(("page",))
REPEATED, REPEATED_OUTSIDE = "repeated-line", frozenset(("page", "repeated"))
MENU, CODE_LIKE = frozenset(("nav-run",)), frozenset(("debris", "contact"))
EMPTY, ERROR, INDEX, NOTHING = "empty document", "error page", "index page", "no article"
NO_SENTENCES = "no sentences"  # a table or a list that no site stands around: it is kept as it is
TABLE_LIKE = frozenset(("nav", "dateline", "debris", "contact", "metadata"))  # what a table's cells look like
TOOLS = frozenset(("nav-control", "nav-pages"))  # what no table's cell looks like
TITLE = re.compile(r"[^\d。;]{0,3}[^。;]{8,40}")
AROUND = frozenset(("nav", "breadcrumb", "related", "prevnext", "share", "copyright", "comment", "page"))
NO_ARTICLE = frozenset((EMPTY, ERROR, INDEX, NOTHING))
UNMARKED = "punctuation lost"
TEASERS = frozenset(("related-teasers", "related-leads"))
INDEX_LEAST, INDEX_LINES = 3, 6  # teasers that make an index; lines of a page that holds more than a stray note
SAID = 6  # characters of a line that stands alone and is none of a site's
ERROR_MOST = 100  # characters of sentences; an article about errors has more
FOREIGN = -6.0  # log-odds of a line inside the span that is surely none of the article's


@dataclass(frozen=True, slots=True)
class Settled:
    """The verdicts, and what was learnt on the way: the title's index, the article's range of indexes, and for each
    line the families of the rules that claim it, whoever signs.
    """

    verdicts: tuple[Verdict, ...]
    title: int | None
    span: tuple[int, int] | None
    families: tuple[frozenset[str], ...]
    doubts: tuple[str, ...] = ()


def settle(page: Page, hits: Mapping[str, tuple[Hit, ...]], may: Callable[[str], bool] = lambda name: True) -> Settled:
    """A verdict for each line of the page, in order.

    What rules found falls; so does what stands outside the article's span, and a page without an article keeps
    nothing. `may` says which of the CONTEXT names may drop lines.
    """
    forget_long(page.line_keys)
    claims = gather(hits)
    live = [i for i, key in enumerate(page.line_keys) if key]
    if is_whole(page, live, claims):
        return untouched(page, live, claims)
    weights = weigh(page, claims)
    span = find_span(weights)
    declared = fold(page.declared.title or "").key
    title, heads = find_heads(weights, span, declared) if span else (None, set())
    copies = find_copies(weights, title, span)
    own = spared(weights, span) if span and is_bare(weights) else set()
    rules = [
        TITLE_COPY
        if i in copies and may(TITLE_COPY)
        else fall(weight, "own" if i in own else place(i, span, heads), may)
        for i, weight in enumerate(weights)
    ]
    doubt = find_doubt(weights, rules)
    if doubt == NO_SENTENCES:
        rules = [fall(weight, "listed", may) for weight in weights]
    if doubt in NO_ARTICLE and may(AFTER):
        rules = [rule or weight.rule or AFTER for rule, weight in zip(rules, weights, strict=True)]
        title = None
    rules = [None if i in claims and claims[i].spared else rule for i, rule in enumerate(rules)]
    verdicts = tuple(
        verdict(line, rule, claims.get(i, UNCLAIMED).cuts)
        for i, (line, rule) in enumerate(zip(page.lines, rules, strict=True))
    )
    families = tuple(claims.get(i, UNCLAIMED).families for i in range(len(weights)))
    return Settled(verdicts, title, span, families, (doubt,) if doubt else ())


def untouched(page: Page, live: Sequence[int], claims: Mapping[int, Claim]) -> Settled:
    """The verdicts on a page that is whole: every line that is not blank (`live`, by index) stays."""
    verdicts = tuple(
        [
            Verdict(line, printed=line.text.strip()) if key else Verdict(line, BLANK)
            for line, key in zip(page.lines, page.line_keys, strict=True)
        ]
    )
    families = [UNCLAIMED.families] * len(verdicts)
    for i, claim in claims.items():
        families[i] = claim.families
    title = live[0] if is_titled(page, live, claims) else None
    doubts = (UNMARKED,) if is_unmarked([page.line_keys[i] for i in live]) else ()
    return Settled(verdicts, title, (live[0], live[-1] + 1), tuple(families), doubts)


def settled_again(first: Settled, kept: Sequence[int], again: Settled) -> Settled:
    """What is left of the first verdicts when the lines that they kept (by index) were judged anew by themselves."""
    verdicts = list(first.verdicts)
    for index, second in zip(kept, again.verdicts, strict=True):
        old = verdicts[index]
        if second.rule is not None:
            verdicts[index] = Verdict(old.line, second.rule)
        elif second.cuts:
            cuts = tuple(sorted((*old.cuts, *lifted(old, second.cuts)), key=lambda cut: cut.start))
            verdicts[index] = Verdict(old.line, None, cuts, second.printed)
    families = list(first.families)
    for place, index in enumerate(kept):
        families[index] |= again.families[place]
    title = kept[again.title] if again.title is not None else first.title
    if title is not None and verdicts[title].printed is None:
        title = None
    return Settled(
        tuple(verdicts), title, first.span, tuple(families), tuple(dict.fromkeys((*first.doubts, *again.doubts)))
    )


def widened(settled: Settled, near: Sequence[int], whole: Page, repeating: Container[int] = ()) -> Settled:
    """The verdicts on a whole page of HTML, of which only some lines (by index) were judged; the others are outside,
    and some of them repeat over the site.
    """
    repeats = [n in repeating for n in range(len(whole.lines))]
    verdicts = [Verdict(line, REPEATED if again else OUTSIDE) for line, again in zip(whole.lines, repeats, strict=True)]
    families = [REPEATED_OUTSIDE if again else OUTSIDE_ONLY for again in repeats]
    for place, index in enumerate(near):
        verdicts[index], families[index] = settled.verdicts[place], settled.families[place]
    title = None if settled.title is None else near[settled.title]
    span = settled.span and (near[settled.span[0]], near[settled.span[1] - 1] + 1)
    return Settled(tuple(verdicts), title, span, tuple(families), settled.doubts)


def lifted(old: Verdict, cuts: Sequence[Cut]) -> Iterator[Cut]:
    """Cuts in what was printed, as cuts in the line's text; the ones that were there stay out of them."""
    taken = {at for cut in old.cuts for at in range(cut.start, cut.end)}
    places = [at for at in range(len(old.line.text)) if at not in taken]
    left = "".join(old.line.text[at] for at in places)
    places = places[len(left) - len(left.lstrip()) :]
    for cut in cuts:
        for _, run in groupby(enumerate(places[cut.start : cut.end]), key=lambda pair: pair[1] - pair[0]):
            span = [at for _, at in run]
            yield Cut(span[0], span[-1] + 1, cut.rule)


def verdict(line: Line, rule: str | None, cuts: tuple[Cut, ...]) -> Verdict:
    """The verdict on a line that a rule drops or that stays without its cuts; nothing left means that it fell."""
    if rule is not None:
        return Verdict(line, rule)
    text = (without(line.text, cuts) if cuts else line.text).strip()
    return Verdict(line, None, cuts, text) if text else Verdict(line, cuts[0].rule if cuts else BLANK)


def find_doubt(weights: Sequence[Weight], rules: Sequence[str | None]) -> str | None:
    """What speaks against there being an article, or against its being whole."""
    live = [(weight, rule is None) for weight, rule in zip(weights, rules, strict=True) if weight.key]
    kept = [weight for weight, stays in live if stays]
    prose = sum(len(weight.key) for weight in kept if weight.prose)
    if any("error" in weight.families for weight, _ in live) and prose < ERROR_MOST:
        return ERROR
    free = [i for i, weight in enumerate(weights) if weight.key and not weight.found]
    teasers = any(not TEASERS.isdisjoint(weight.names) for weight, _ in live)
    if is_index(live) and (teasers or not is_plain(weights) or not tells(weights, free)):
        return NO_SENTENCES if not teasers and is_plain(weights) and are_breaths(weights) else INDEX
    if not kept:
        said = len(live) >= INDEX_LINES or any(is_stopped(weights[i].key) for i in free)
        said = said or (is_plain(weights) and any(len(weights[i].key) >= SAID for i in free))
        return (NO_SENTENCES if said else NOTHING) if live else EMPTY
    return UNMARKED if prose and is_unmarked([weight.key for weight in kept]) else None


def is_index(live: Sequence[tuple[Weight, bool]]) -> bool:
    """Do teasers of other articles come before any sentence, or is nothing left but a few titles among many?"""
    teasers = [not TEASERS.isdisjoint(weight.names) for weight, _ in live]
    first = next((n for n, (weight, stays) in enumerate(live) if teasers[n] or (weight.prose and stays)), None)
    if sum(teasers) >= INDEX_LEAST and first is not None and teasers[first]:
        return True
    kept = [weight for weight, stays in live if stays]
    if any(weight.prose or weight.found < 0 or (weight.odds > 0 and is_stopped(weight.key)) for weight in kept):
        return False
    menus = sum(any(name.partition("-")[0] in AROUND for name in weight.names - MENU) for weight, _ in live)
    # a table of quotes has rows of figures and no sentence; a page of titles has dates and counts
    told = menus or any(weight.prose for weight, _ in live)
    free = [weight.key for weight, _ in live if weight.found < 1 and (told or not is_figures(weight.key))]
    titles = sum(bool(TITLE.fullmatch(key)) for key in free)
    return len(live) >= INDEX_LINES and 2 * len(kept) < len(live) and 2 * (titles + menus) >= len(live)


def place(index: int, span: tuple[int, int] | None, heads: set[int]) -> str:
    """Where a line stands: "head", "inside", or the name of the rule that drops what stands before or after."""
    if index in heads:
        return "head"
    if span is None or index >= span[1]:
        return AFTER
    return BEFORE if index < span[0] else "inside"


def fall(weight: Weight, where: str, may: Callable[[str], bool]) -> str | None:
    """The rule that drops a line, None when it stays."""
    if not weight.key:
        return BLANK
    spared = (
        (where == "head" and weight.families == COPY)
        or (where == "inside" and is_content(weight))
        or (where == "listed" and weight.families <= TABLE_LIKE and weight.names.isdisjoint(TOOLS))
        or (where == "own" and weight.families <= TABLE_LIKE and HEADED.match(weight.key))
    )
    if weight.found >= 1 and not spared:
        return weight.rule
    if where in (BEFORE, AFTER):
        return (weight.rule or where) if may(where) else None
    return INSIDE if where == "inside" and weight.odds <= FOREIGN and may(INSIDE) else None


def is_content(weight: Weight) -> bool:
    """What looks like a menu between sentences is verse; what looks like debris between lines of code is code."""
    return weight.found == 1 and (weight.names == MENU or (weight.solid and weight.families <= CODE_LIKE))
