r"""Characters written as something else: entities, \uXXXX, %XX, literal \n."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote_to_bytes

from .letters import has_few_letters

# URLs keep every escape; so do Windows paths
URL = r"(?:[a-zA-Z][a-zA-Z0-9+.-]{1,9}://|www\.)[!-~]+"
PATH = r"\b[A-Za-z]:\\[!-~]*"
# without their semicolon only names that begin no ordinary URL parameter or brand
BARE = "nbsp|quot|ldquo|rdquo|lsquo|rsquo|middot|hellip|mdash|ensp|emsp"
ENTITY = re.compile(
    r"&(?:amp;?)*(?:"
    r"\#(?P<decimal>[0-9]{2,7});|\#[xX](?P<hexadecimal>[0-9a-fA-F]{2,6});|\#(?P<open>[0-9]{5})(?![0-9;])"
    rf"|(?P<name>[a-zA-Z][a-zA-Z0-9]{{1,30}});|(?P<bare>{BARE})(?![;=]))"
    r"|&(?:amp;)+"
)
SPACES = dict.fromkeys("\xa0\u2002\u2003\u2009", " ") | {"\n": "\r"}

ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
UNSLASHED = re.compile(r"u([4-9][0-9a-fA-F]{3})")
UNSLASHED_RUN = re.compile(r"u[4-9][0-9a-fA-F]{3}u[4-9][0-9a-fA-F]{3}")
PERCENT = re.compile(rf"(?P<url>{URL}|[?&][\w.-]+=[!-~]*)|(?P<run>%[0-9a-fA-F]{{2}}(?:%[0-9a-fA-F]{{2}}|[@-~])*)")
CODED = re.compile("%[89a-fA-F][0-9a-fA-F]")
LITERAL = re.compile(rf"(?P<path>{URL}|{PATH})|(?P<newline>(?:\\r)?\\n|\\r)|\\(?P<plain>[/\"'])|(?P<tab>\\t)")
# a break that nobody typed stands behind a mark or a hanzi; "100\n" alone proves nothing
SURE_BREAK = re.compile(r"[^\x00-\x7f.!?>;,)\]](?:\\r)?\\n(?![\"'`)])|[.!?](?:\\r)?\\n(?=[^\x00-\x7f])")


def entity(match: re.Match[str]) -> str:
    """What one entity stands for; itself when it names nothing."""
    if match["bare"]:
        found = html.unescape(f"&{match['bare']};")
    elif match["name"]:
        found = html.unescape(f"&{match['name']};")
        if len(found) > 2:
            return match[0]
    elif match["decimal"] or match["open"]:
        found = numbered(int(match["decimal"] or match["open"]))
    elif match["hexadecimal"]:
        found = numbered(int(match["hexadecimal"], 16))
    else:
        return "&"
    return SPACES.get(found, found) or match[0]


def numbered(code: int) -> str:
    """The character of a number in an entity; nothing for a number no text has."""
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    return html.unescape(f"&#{code};") or " "


def entities(text: str) -> str:
    """&#20013; &#x4e2d; &ldquo; &amp;#20013; &nbsp to what they stand for."""
    if "&" not in text:
        return text
    return ENTITY.sub(entity, text)


def unescaped(match: re.Match[str]) -> str:
    r"""The text of a run of \uXXXX; itself when that is plain ASCII, as in code."""
    units = b"".join(bytes.fromhex(unit) for unit in match[0].split("\\u")[1:])
    found = units.decode("utf-16-be", "replace")
    return found if found.isprintable() and not found.isascii() else match[0]


def unicode_escapes(text: str) -> str:
    r"""\u4e2d and, where two stand in a row on a line, u4e2d without its slash."""
    if "\\u" in text:
        text = ESCAPED.sub(unescaped, text)
    if UNSLASHED_RUN.search(text):
        pieces = re.split("([\n\r])", text)
        text = "".join(unslashed(piece) if UNSLASHED_RUN.search(piece) else piece for piece in pieces)
    return text


def unslashed(line: str) -> str:
    """A line with each uXXXX of the hanzi block read."""
    return UNSLASHED.sub(lambda match: chr(int(match[1], 16)), line)


def percent_run(match: re.Match[str]) -> str:
    """A run of %XX as UTF-8 or GBK; itself when it is neither, or an address."""
    if match["url"]:
        return match[0]
    data = unquote_to_bytes(match["run"])
    for codec in ("utf-8", "gbk"):
        try:
            found = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if found.isprintable() and not found.isascii() and has_few_letters(found):
            return found
    return match[0]


def percents(text: str) -> str:
    """%E4%B8%AD and %D6%D0 outside addresses."""
    if not CODED.search(text):
        return text
    pieces = re.split("([\n\r])", text)
    return "".join(PERCENT.sub(percent_run, piece) if has_coded(piece) else piece for piece in pieces)


def has_coded(line: str) -> bool:
    """Three bytes beyond ASCII in a row, outside addresses: one may be a share and a word (20%EF), two are é."""
    runs = [match["run"] for match in PERCENT.finditer(line) if match["run"]]
    return any(len(CODED.findall(run)) > 2 for run in runs)


def literal(match: re.Match[str]) -> str:
    """A typed escape as what it means."""
    if match["path"]:
        return match[0]
    return "\r" if match["newline"] else " " if match["tab"] else match["plain"]


def literal_breaks(text: str) -> str:
    r"""Line breaks, tabs and slashes that a dump wrote as \n, \t and \/."""
    if "\\n" not in text or not SURE_BREAK.search(text):
        return text
    return LITERAL.sub(literal, text)
