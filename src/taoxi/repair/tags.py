"""Tags left over in text: whole, cut, escaped, and the wrappers of spam pages."""

from __future__ import annotations

import re

NAMES = (
    "a|abbr|article|b|bdo|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|embed|font|footer|h[1-6]|header|hr|i"
    "|iframe|img|ins|label|li|nav|ol|p|pre|s|section|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul"
    "|var|acronym|address|button|dfn|fieldset|form|input|kbd|legend|marquee|noframes|noscript|object|option|q|samp"
    "|select|style|textarea|tfoot|video|script|track|ruby|rt|rp|mark|time|wbr|source|figure|figcaption|o:p|meta|link|nobr"
)
TAG = rf"</?(?:{NAMES})(?:[ \t][^<>\n\r]{{0,400}}+)?[ \t]*+/?>"
TAGS = re.compile(
    rf"(?P<paragraph></p>[ \t]*+<p(?:[ \t][^<>\n\r]{{0,400}}+)?>|(?:<br[ \t]*+/?>[ \t]*+){{2,}})|{TAG}", re.IGNORECASE
)
# cut at the left: `/p>` at a line's ends or behind a mark, `p>` only where the line begins or ends with it
END = r"(?=[ \t\u3000]*(?:[\n\r]|$))"
BEHIND = r"。！？!?…”’」』）)\]"
CUT = re.compile(
    rf"(?:^|(?<=[\n\r{BEHIND}]))/(?:{NAMES})[ \t]*>|(?<=[^\x00-\x7f])/(?:{NAMES})[ \t]*>{END}"
    r"|(?<![^\n\r])(?:br|p|div|span|li|td|strong|font)[ \t]*/?>"
    rf"|(?<=[{BEHIND}])(?:br|p|div|span|strong)[ \t]*/?>{END}",
    re.IGNORECASE | re.MULTILINE,
)
# pages about HTML keep their tags: 使用<br>标签换行
TALK = re.compile(rf"{TAG}[”’」\"'`]?\s?(?:标签|標籤|元素|标记|標記|tag)|<!DOCTYPE|</?(?:html|body)>", re.IGNORECASE)
# … but one that begins as HTML is a page itself, handed over as text
PAGE = re.compile(r"(?:<!--.{0,500}?-->|[\ufeff\s])*+<(?:!DOCTYPE|html|head|body|\?xml)\b", re.IGNORECASE | re.DOTALL)


def tags(text: str) -> str:
    """Without tags; a paragraph's end followed by a beginning breaks the line. Pages that talk about tags keep them."""
    if ">" not in text or (TALK.search(text) and not PAGE.match(text)):
        return text
    if "<" in text:
        text = TAGS.sub(lambda match: "\r" if match["paragraph"] else "", text)
    return CUT.sub("", text)
