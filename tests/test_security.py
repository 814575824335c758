"""What hostile input cannot do: act on a terminal, leave OUT, reach the network, run a program, read other files."""

from __future__ import annotations

import ast
import io
import itertools
import json
import os
import pty
import re
import stat
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from corpus_tools import article, environment, rows
from packaging.requirements import Requirement
from packaging.version import Version

from taoxi import Options, clean
from taoxi.corpus.documents import Document, Reading
from taoxi.corpus.formats import read_stream

HOUSE = Path(__file__).resolve().parent.parent / "src" / "taoxi"
# colours of our own are all that may act on a terminal: SGR, ECMA-48 8.3.117; rich moves its progress bar besides
OURS = re.compile(r"\x1b\[[0-9;]*m|\r?\n|\t")
ACTS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
TRICK = "\x1b]0;pwned\x07\x1b[2J\x9b31m\u202eabc\u2066\x08\x7f"


def on_terminal(*args: str, cwd: Path) -> str:
    """What a command shows on a real terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "taoxi", *args], stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # EIO: the other end is closed
        pass
    finally:
        os.close(ours)
        process.wait(60)
    return shown.decode("utf-8")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder whose names, lines and columns all try to act on a terminal."""
    text = f"老码头的灯又亮了{TRICK}\n停用了十一年的老码头，昨晚{TRICK}重新亮灯。\n责任编辑：周禾{TRICK}\n"
    (tmp_path / f"名{TRICK.replace('/', '')}.txt").write_text(text, "utf-8")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.jsonl").write_text(
        json.dumps({f"col{TRICK}": 1}) + "\n" + json.dumps({"text": text}) + "\n", "utf-8"
    )
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr(f"m{TRICK}.json", b'{"n')
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "--color", "a.txt"), ("detect", "--json", "*"), ("check", "--diff", "*"), ("clean", "b.jsonl"),
        ("clean", "nothing{}"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_nothing_of_a_page_acts_on_a_terminal(hostile: Path, words: tuple[str, ...]) -> None:
    everything = sorted(path.name for path in hostile.iterdir())
    given = [name for word in words for name in (everything if word == "*" else [word.format(TRICK)])]
    seen = on_terminal(*given, cwd=hostile)
    assert "Traceback" not in seen
    assert [hex(ord(c)) for c in ACTS.findall(OURS.sub("", seen))] == []
    assert "\\x1b" in seen or "\\u001b" in seen


def test_nothing_of_a_page_acts_on_the_terminal_of_a_run(hostile: Path) -> None:
    (hostile / f"dir{TRICK}").mkdir()
    (hostile / f"dir{TRICK}" / "gone").symlink_to("nowhere")
    seen = on_terminal("clean", ".", "-o", f"out{TRICK}", "--dry-run", cwd=hostile)
    seen += on_terminal("clean", ".", "-o", f"out{TRICK}", "-j", "1", "--no-repeats", cwd=hostile)
    assert "quarantine" in seen
    bar = re.compile(r"\x1b\[(?:\?25[lh]|[0-9]*[AK]|2K)")
    assert [hex(ord(c)) for c in ACTS.findall(OURS.sub("", bar.sub("", seen).replace("\r", "")))] == []


# what reaches a program, the network or code in data; `multiprocessing` alone pickles, and only what taoxi made itself
REFUSED = {
    "pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml", "subprocess", "socket", "ssl", "http", "ftplib",
    "smtplib", "requests", "urllib3", "aiohttp", "xml", "webbrowser", "ctypes", "code", "urllib.request",
}  # fmt: skip
CALLS = {"eval", "exec", "compile", "system", "popen", "execv", "execve", "spawnl", "spawnv", "__import__"}
# prctl(2) has no other door
ALLOWED = {("corpus/engine.py", "ctypes")}


def test_no_code_of_ours_reaches_out() -> None:
    found = set()
    for path in HOUSE.rglob("*.py"):
        name = path.relative_to(HOUSE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {(name, alias.name) for alias in node.names if refused(alias.name)}
            elif isinstance(node, ast.ImportFrom) and not node.level and refused(node.module or ""):
                found.add((name, node.module or ""))
            elif isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Name) and called.id in CALLS:
                    found.add((name, called.id))
                elif isinstance(called, ast.Attribute) and called.attr in CALLS - {"compile"}:
                    found.add((name, called.attr))
                if any(word.arg == "shell" for word in node.keywords):
                    found.add((name, "shell"))
    assert found - ALLOWED == set()


def refused(module: str) -> bool:
    """Is a module, or what it lies in, refused?"""
    return module in REFUSED or module.partition(".")[0] in REFUSED


# what the interpreter itself tells of: PEP 578
WATCHED = """
import sys
def watch(event, args):
    # urllib3, which trafilatura loads, makes a socket to see whether there is IPv6; it sends nothing
    if event.startswith(("socket.connect", "socket.send", "socket.get", "subprocess.", "os.system", "os.exec",
                         "os.posix_spawn", "urllib.", "ftplib.", "pickle.find_class", "http.", "smtplib.")):
        raise SystemExit(f"{event}{args}"[:200])
from pathlib import Path
from taoxi.corpus.run import Task, clean_corpus
sys.addaudithook(watch)
summary = clean_corpus(Task((sys.argv[1],), Path(sys.argv[2]), workers=0))
print(summary.documents)
"""


def test_a_run_over_every_format_opens_no_socket_and_starts_no_program(tmp_path: Path) -> None:
    fixtures = HOUSE.parent.parent / "fixtures"
    program = [sys.executable, "-c", WATCHED, str(fixtures), str(tmp_path / "out")]
    done = subprocess.run(program, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


ENTITIES = '<!DOCTYPE html [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈"><!ENTITY b "{}"><!ENTITY f SYSTEM "file://{}">]>'


def test_entities_of_a_page_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("秘密内容不该出现", "utf-8")
    head = ENTITIES.format("&a;" * 100, secret)
    body = "<p>昨天上午，江城新开了两条公交线路，方便沿线市民出行。&b;&f;</p>" * 5
    for page in (f"{head}<html><body>{body}", f'<?xml version="1.0"?>{head}<html><body>{body}</body></html>'):
        found = clean(page, Options(markup="html"))
        assert "秘密" not in str(found)
        assert "哈哈哈" not in found.text
        assert "江城新开了" in found.text


def documents(data: bytes, name: str) -> list[object]:
    """What a file of these bytes holds."""
    return list(read_stream(io.BytesIO(data), Reading(name)))


def test_entities_of_a_corpus_are_not_expanded() -> None:
    head = ENTITIES.format("&a;" * 100, "/etc/hosts")
    block = (
        "<doc>\n<url>http://a.example/1</url>\n<contenttitle>t</contenttitle>\n<content>江城&b;&f;</content>\n</doc>\n"
    )
    found = documents((block + head + block).encode("gb18030"), "news.dat")
    assert [item.data for item in found if isinstance(item, Document)] == ["江城&b;&f;"] * 2


def sheet(strings: str) -> bytes:
    """A workbook of one sheet with a header and one row, its strings as given."""
    space = "http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{space}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{space}/spreadsheetml/2006/main" '
        f'xmlns:r="{space}/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{space}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{space}/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/><Relationship '
        f'Id="r2" Type="{space}/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>',
        "xl/sharedStrings.xml": strings,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


def test_entities_of_a_spreadsheet_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("秘密", "utf-8")
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    plain = f"<sst {main}><si><t>正文</t></si><si><t>江城%s下雪</t></si></sst>"
    assert "江城和下雪" in str(documents(sheet(plain % "和"), "a.xlsx"))
    for reference in ("&b;", "&f;"):
        found = str(documents_or_error(sheet(ENTITIES.format("&a;" * 100, secret) + plain % reference)))
        assert "秘密" not in found
        assert "哈哈" not in found


def documents_or_error(data: bytes) -> object:
    """What a workbook holds, or why it cannot be read."""
    try:
        return documents(data, "a.xlsx")
    except OSError as error:
        return error


def tar_of(*members: tuple[str, bytes, str]) -> bytes:
    """A TAR of members: name, type, text or target."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, kind, text in members:
            info = tarfile.TarInfo(name)
            info.type = kind
            data = b""
            if kind == tarfile.REGTYPE:
                data, info.size = text.encode(), len(text.encode())
            else:
                info.linkname = text
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def zip_of(*names: str) -> bytes:
    """A ZIP of members with these names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, article(1))
    return packed.getvalue()


CLIMBING = ("../../up.txt", "/abs.txt", "a/../../../b.txt", "..\\..\\win.txt", "C:\\c.txt", "con.txt", "x/\x01\x1b.txt")


@pytest.mark.parametrize("make", [zip_of, lambda *names: tar_of(*((n, tarfile.REGTYPE, article(1)) for n in names))])
def test_archives_do_not_write_outside_out(tmp_path: Path, make: Callable[..., bytes]) -> None:
    source, out = tmp_path / "box" / "in", tmp_path / "box" / "out"
    source.mkdir(parents=True)
    (source / "a.bin.txt").write_bytes(make(*CLIMBING))
    before = {path for path in tmp_path.rglob("*") if out not in path.parents}
    done = subprocess.run(
        [sys.executable, "-m", "taoxi", "clean", str(source), "-o", str(out), "-j", "1", "--quiet"],
        env=environment(tmp_path), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    after = {path for path in tmp_path.rglob("*") if out not in path.parents} - {out, tmp_path / "sitecustomize.py"}
    assert done.returncode == 0, done.stderr
    assert {path for path in after if "__pycache__" not in path.parts} == before
    assert len(rows(out / "metadata")) == len(CLIMBING)
    assert len([path for path in out.rglob("*.txt") if path.is_file()]) == len(CLIMBING)


def test_links_and_devices_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密内容不该出现", "utf-8")
    data = tar_of(
        ("link.txt", tarfile.SYMTYPE, str(secret)), ("hard.txt", tarfile.LNKTYPE, str(secret)),
        ("dev.txt", tarfile.CHRTYPE, ""), ("fifo.txt", tarfile.FIFOTYPE, ""), ("a.txt", tarfile.REGTYPE, "江城下雪。"),
    )  # fmt: skip
    found = documents(data, "a.tar")
    assert "秘密" not in str(found)
    assert [item.member for item in found if isinstance(item, Document)] == ["a.txt"]


def test_what_is_written_is_as_private_as_the_user_wants(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(article(1), "utf-8")
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-m", "taoxi", "clean", str(tmp_path / "in"), "-o", str(out), "-j", "1", "--quiet"],
        env=environment(tmp_path), umask=0o077, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (out, *out.rglob("*"))}
    assert {path: mode for path, mode in modes.items() if mode & 0o077} == {}


# package -> the first version without a weakness that was published, and which; `make audit` asks for newer ones
MENDED = {
    "distributed": ("2021.10.0", "CVE-2021-42343"), "duckdb": ("1.1.0", "CVE-2024-41672"),
    "jinja2": ("3.1.6", "CVE-2025-27516"), "lxml": ("4.9.1", "CVE-2022-2309"), "orjson": ("3.11.6", "CVE-2025-67221"),
}  # fmt: skip


def test_no_package_that_may_be_installed_is_older_than_its_last_known_weakness() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = itertools.chain.from_iterable(project["optional-dependencies"].values())
    wanted = {need.name: need.specifier for need in map(Requirement, (*project["dependencies"], *extras))}
    least = {name: min(Version(each.version) for each in specifier) for name, specifier in wanted.items()}
    assert [name for name in MENDED if least[name] < Version(MENDED[name][0])] == []
