"""Pages made to break a cleaner, at their real sizes, in a process that may not take more memory than it should."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

MEMORY = 1_500_000_000  # bytes of address space, interpreter, libraries and the page itself included
CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
from taoxi import clean
data = ({page}).encode()
article = clean(data)
print(json.dumps([len(data), len(article.verdicts), article.text, article.doubts]))
"""
SENTENCE = "渡口的老船工今天早上收起了缆绳，说这是最后一班，江面上的雾还没有散。"
ARTICLE = f"<h1>末班渡船</h1><div id=a>{f'<p>{SENTENCE}第二天没有人来。</p>' * 3}</div>"


def run(page: str, memory: int = MEMORY) -> tuple[int, int, str, list[str]]:
    """Bytes of a page (a Python expression that makes it), its lines, text and doubts, from a process of its own."""
    script = CHILD.format(memory=memory, page=page)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-600:]
    size, lines, text, doubts = json.loads(done.stdout)
    return size, lines, text, doubts


KEPT = {
    "100,000 levels": f"'<html><body>' + '<div>' * 100_000 + '{SENTENCE}' + '</div>' * 100_000",
    "a million attributes": f"'<html><p ' + ' '.join(f'a{{n}}=1' for n in range(1_000_000)) + '>{SENTENCE}'",
    "a million CDATA sections": f"'<html>' + '<![CDATA[' * 1_000_000 + ']]>{SENTENCE}'",
    "45 MB of script and pictures": (
        f"'<html><img src=\"data:image/png;base64,' + 'iVBORw0KGg' * 2_000_000 + '\">"
        f"{ARTICLE}<script>a=\"' + '话' * 8_000_000 + '\"</script>'"
    ),
    "45 MB of junk below": f"'<html>{ARTICLE}<div>' + '字' * 15_000_000",
}


@pytest.mark.parametrize("name", KEPT)
def test_the_article_of_a_hostile_page_is_found_in_bounded_memory(name):
    _, _, text, _ = run(KEPT[name])
    assert SENTENCE in text


FELL = {
    "one text of 50 MB": "'<html><p>' + '江上有雾，船不开了。' * 1_666_666",
    "a million entities": "'<html><p>' + '&amp;' * 500_000 + '&#x4e00;' * 500_000 + '江上有雾，船不开了。' * 1_000_000",
    "half a million rows": "'<html><table>' + '<tr><td><a href=x>字</a>' * 100_000 + '<tr><td>字' * 400_000",
}


@pytest.mark.parametrize("name", FELL)
def test_what_is_too_large_falls_with_a_doubt_in_bounded_memory(name):
    _, lines, _, doubts = run(FELL[name])
    assert lines >= 1
    assert any(doubt.startswith(("page too large: ", "page too long: ")) for doubt in doubts)


def test_the_bound_is_one():
    """The same page in too little memory does fail: the limit is in force."""
    script = CHILD.format(memory=150_000_000, page=FELL["one text of 50 MB"])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "MemoryError" in done.stderr
