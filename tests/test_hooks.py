"""The hooks as others use them: the real pre-commit installs them from a clone and runs them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import ROOT

BODY = [
    "江城新图书馆向读者开放",
    "昨天上午，位于城东的新图书馆正式对外开放，首日接待读者三千余人，馆内座无虚席。",
    "馆长在开馆仪式上介绍，馆内共有藏书四十万册，全部免费借阅，周末也照常开放。",
    "读者可以凭身份证在自助机上办理借书证，每人每次最多可以借阅十册，期限一个月。",
]
TRADITIONAL = [
    "江城新圖書館向讀者開放",
    "昨天上午，位於城東的新圖書館正式對外開放，首日接待讀者三千餘人，館內座無虛席。",
    "館長在開館儀式上介紹，館內共有藏書四十萬冊，全部免費借閱，週末也照常開放。",
]
EDITOR = "责任编辑：张三"
CLEAN = "\n".join([*BODY, ""])
DIRTY = "\n".join([*BODY, EDITOR, ""])
# what a hook is made of; the rest of the repository does not matter to it
SHIPPED = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "src")
CONFIG = "repos:\n- repo: {source}\n  rev: {rev}\n  hooks:\n  - id: taoxi-check\n  - id: taoxi-fix\n"
NO_NETWORK = ("No matching distribution", "Could not find a version", "Temporary failure", "Network is unreachable")

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(importlib.util.find_spec("pre_commit") is None, reason="pre-commit is not installed"),
]


def git(folder, *arguments, environment=None):
    who = ("-c", "user.name=taoxi", "-c", "user.email=taoxi@example.org", "-c", "core.autocrlf=false")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def installed():
    """The text of a configuration that names a clone, and the environment in which its hooks are installed."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place, "source")
        source.mkdir()
        for name in SHIPPED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, source)
        git(source, "init", "--quiet")
        git(source, "add", "--all")
        git(source, "commit", "--quiet", "--message", "as it stands")
        config = CONFIG.format(source=source, rev=git(source, "rev-parse", "HEAD"))
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("TAOXI_", "GIT_"))}
        environment = clean | {"PRE_COMMIT_HOME": str(Path(place, "home"))}
        repository = make_repository(Path(place, "first"), config, {"a.txt": CLEAN.encode()})
        done = hooks(repository, environment)
        if any(words in done.stdout for words in NO_NETWORK):
            pytest.skip("the packages that taoxi needs cannot be downloaded here")
        assert done.returncode == 0, done.stdout
        yield config, environment


def make_repository(folder, config, files):
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / ".pre-commit-config.yaml").write_text(config)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    git(folder, "add", "--all")
    return folder


def hooks(folder, environment, *arguments, wrapper=()):
    """Run pre-commit; the output of both streams, as people see it."""
    command = [*wrapper, sys.executable, "-m", "pre_commit", "run", "--color=never", *(arguments or ["--all-files"])]
    return subprocess.run(
        command, cwd=folder, env=environment, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@pytest.fixture
def repository(tmp_path, installed):
    """A repository of texts of every kind, all of them dirty but one."""
    big5 = [*TRADITIONAL, "責任編輯：張三", ""]
    files = {
        "clean.md": CLEAN.encode(),
        "utf8.txt": DIRTY.encode(),
        "gbk.txt": "\r\n".join([*BODY, EDITOR, ""]).encode("gbk"),
        "big5.txt": "\n".join(big5).encode("big5"),
        "utf16.txt": DIRTY.encode("utf-16"),
        "records.jsonl": b'{"id": 1,  "text": "' + DIRTY.replace("\n", "\\n").encode() + b'"}\n',
        "page.html": "<html><body>{}</body></html>".format(
            "".join(f"<p>{line}</p>" for line in [*BODY, EDITOR])
        ).encode(),
        "readme.rst": DIRTY.encode(),
    }
    return make_repository(tmp_path / "repository", installed[0], files)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_check_finds_and_changes_nothing(repository, installed):
    before = contents(repository)
    done = hooks(repository, installed[1], "taoxi-check", "--all-files")
    assert done.returncode == 1
    for place in ("utf8.txt:5:1", "gbk.txt:5:1", "big5.txt:4:1", "utf16.txt:5:1", "records.jsonl:1:", "page.html:1:"):
        assert f"{place}" in done.stdout
    assert f"gbk.txt:5:1: editor-line: {EDITOR}" in done.stdout
    assert "clean.md" not in done.stdout
    assert "readme.rst" not in done.stdout
    assert contents(repository) == before


def test_fix_changes_files_once(repository, installed):
    before = contents(repository)
    first = hooks(repository, installed[1], "taoxi-fix", "--all-files")
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    expected = before | {
        "utf8.txt": CLEAN.encode(),
        "gbk.txt": "\r\n".join([*BODY, ""]).encode("gbk"),
        "big5.txt": "\n".join([*TRADITIONAL, ""]).encode("big5"),
        "utf16.txt": CLEAN.encode("utf-16"),
        "records.jsonl": b'{"id": 1,  "text": "' + CLEAN.replace("\n", "\\n").encode() + b'"}\n',
    }
    assert contents(repository) == expected
    second = hooks(repository, installed[1], "taoxi-fix", "--all-files")
    assert second.returncode == 0
    assert contents(repository) == expected


def test_a_commit_is_stopped_until_it_is_clean(tmp_path, installed):
    config, environment = installed
    folder = make_repository(tmp_path / "repository", config, {"a.txt": DIRTY.encode()})
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=folder, env=environment, check=True)
    with pytest.raises(subprocess.CalledProcessError):
        git(folder, "commit", "--message", "dirty", environment=environment)
    assert (folder / "a.txt").read_text() == CLEAN
    git(folder, "add", "a.txt")
    git(folder, "commit", "--message", "clean", environment=environment)
    assert git(folder, "show", "HEAD:a.txt") == CLEAN.strip()


def test_arguments_and_the_projects_settings_choose_rules(tmp_path, installed):
    config, environment = installed
    files = {"a.txt": DIRTY.encode()}
    folder = make_repository(tmp_path / "by-args", f"{config}    args: [--select, share]\n", files)
    assert hooks(folder, environment, "taoxi-fix", "--all-files").returncode == 0
    files["pyproject.toml"] = b'[tool.taoxi]\nselect = ["share"]\n'
    folder = make_repository(tmp_path / "by-file", config, files)
    assert hooks(folder, environment).returncode == 0
    files["pyproject.toml"] = b'[tool.taoxi]\nignore = ["editor-line", "span"]\n'
    folder = make_repository(tmp_path / "by-name", config, files)
    assert hooks(folder, environment).returncode == 0
    assert contents(folder)["a.txt"] == DIRTY.encode()


def test_links_and_what_is_no_file_are_passed_over(tmp_path, installed):
    config, environment = installed
    folder = make_repository(tmp_path / "repository", config, {"a.txt": DIRTY.encode(), "b.txt": DIRTY.encode()})
    (folder / "link.txt").symlink_to("a.txt")
    git(folder, "add", "link.txt")
    (folder / "b.txt").unlink()
    (folder / "b.txt").mkdir()
    done = hooks(folder, environment, "taoxi-fix", "--files", "a.txt", "b.txt", "link.txt")
    assert done.returncode == 1
    assert (folder / "a.txt").read_text() == CLEAN
    assert (folder / "link.txt").is_symlink()


WITHOUT_PRIVILEGE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")  # root that minds permissions


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may read everything here")
def test_an_unreadable_file_is_named_and_the_others_are_done(tmp_path, installed):
    config, environment = installed
    files = {"a.txt": DIRTY.encode(), "closed.txt": DIRTY.encode("gbk"), "z.txt": DIRTY.encode("gbk")}
    folder = make_repository(tmp_path / "repository", config, files)
    (folder / "closed.txt").chmod(0)
    wrapper = WITHOUT_PRIVILEGE if os.geteuid() == 0 else ()
    check = hooks(folder, environment, "taoxi-check", "--files", *files, wrapper=wrapper)
    assert check.returncode == 1
    assert "closed.txt: cannot be read: Permission denied; mend it or leave it out" in check.stdout
    assert f"z.txt:5:1: editor-line: {EDITOR}" in check.stdout
    fix = hooks(folder, environment, "taoxi-fix", "--files", *files, wrapper=wrapper)
    assert fix.returncode == 1
    assert "closed.txt: left alone: cannot be read: Permission denied" in fix.stdout
    (folder / "closed.txt").chmod(0o644)
    expected = files | {"a.txt": CLEAN.encode(), "z.txt": CLEAN.encode("gbk")}
    assert {name: (folder / name).read_bytes() for name in files} == expected


def test_a_thousand_files_at_once(tmp_path, installed):
    config, environment = installed
    files = {f"{number}.txt": (DIRTY if number % 100 == 0 else CLEAN).encode("gbk") for number in range(1000)}
    folder = make_repository(tmp_path / "repository", config, files)
    done = hooks(folder, environment, "taoxi-fix", "--all-files")
    assert done.stdout.count(": fixed, ") == 10
    assert {(folder / name).read_bytes() for name in files} == {CLEAN.encode("gbk")}
