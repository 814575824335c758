"""Settings: which one wins, where it comes from, and what the messages about mistakes say."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from taoxi import Options, config
from taoxi.corpus.limits import Limits


def values(folder, environment=None, **flags):
    found = config.load(folder, environment or {}, flags)
    return {key: setting.value for key, setting in found.items() if setting.origin != "default"}


def test_defaults_are_those_of_options(tmp_path):
    found = config.load(tmp_path, {})
    assert {setting.origin for setting in found.values()} == {"default"}
    assert config.options(found) == Options()


def test_flags_win_over_variables_over_files_over_defaults(tmp_path):
    (tmp_path / "taoxi.toml").write_text('script = "keep"\ntitle = "drop"\npunctuation = "keep"\n')
    found = config.load(tmp_path, {"TAOXI_TITLE": "add", "TAOXI_SCRIPT": "traditional"}, {"script": "simplified"})
    assert [found[key].value for key in ("script", "title", "punctuation", "markup")] == [
        "simplified", "add", "keep", "auto",
    ]  # fmt: skip
    assert [found[key].origin for key in ("script", "title", "punctuation", "markup")] == [
        "--script", "TAOXI_TITLE", "taoxi.toml", "default",
    ]  # fmt: skip


def test_limits_are_numbers_from_anywhere(tmp_path):
    assert config.limits(config.load(tmp_path, {})) == Limits()
    (tmp_path / "taoxi.toml").write_text("max-ratio = 50\ntime_limit = 0\n")
    found = config.load(tmp_path, {"TAOXI_MAX_TEMP": "12.5"}, {"memory-limit": 0, "max-nesting": None})
    assert config.limits(found) == Limits(seconds=0, memory=0, ratio=50, temporary=12.5)
    assert found["memory-limit"].origin == "--memory-limit"


def test_flags_that_were_not_given_leave_the_file_in_force(tmp_path):
    (tmp_path / "taoxi.toml").write_text('ignore = ["share"]')
    assert values(tmp_path, script=None, ignore=()) == {"ignore": ("share",)}


def test_pyproject_counts_only_with_a_table_of_ours(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.taoxi]\nselect = ["editor"]\n[tool.other]\nscript = 3\n')
    assert values(tmp_path) == {"select": ("editor",)}
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert values(inner) == {"select": ("editor",)}


def test_pyproject_with_something_else_in_our_place(tmp_path):
    (tmp_path / "pyproject.toml").write_text("tool = 3")
    assert values(tmp_path) == {}
    (tmp_path / "pyproject.toml").write_text("[tool]\ntaoxi = 3")
    with pytest.raises(config.ConfigError, match=r"tool\.taoxi = 3: write a table"):
        config.load(tmp_path, {})


def test_taoxi_toml_wins_over_pyproject_beside_it(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.taoxi]\nscript = "keep"\n')
    (tmp_path / "taoxi.toml").write_text('script = "traditional"\n')
    assert values(tmp_path) == {"script": "traditional"}


def test_the_search_ends_at_the_root_of_the_repository(tmp_path):
    (tmp_path / "taoxi.toml").write_text('script = "keep"')
    repository = tmp_path / "repository" / "texts"
    repository.mkdir(parents=True)
    assert values(repository) == {"script": "keep"}
    (tmp_path / "repository" / ".git").mkdir()
    assert values(repository) == {}


def test_variables_hold_lists_at_commas_and_patterns_at_line_feeds(tmp_path):
    environment = {"TAOXI_IGNORE": "share, tags", "TAOXI_DROP": "^a{2,3}$\n^b$", "TAOXI_TEXT_FIELD": "story"}
    assert values(tmp_path, environment) == {
        "ignore": ("share", "tags"), "drop": ("^a{2,3}$", "^b$"), "text-field": ("story",),
    }  # fmt: skip


def test_keys_are_written_with_either_dash(tmp_path):
    (tmp_path / "taoxi.toml").write_text('text_field = "story"')
    assert values(tmp_path) == {"text-field": ("story",)}


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ('scirpt = "keep"', ["unknown key 'scirpt'", "did you mean 'script'?"]),
        ('zzz = "keep"', ["unknown key 'zzz'", "known: drop, ignore, keep"]),
        ('script = "trad"', ["script = 'trad'", "choose one of simplified, traditional, keep"]),
        ("script = 1", ["script = 1", "choose one of"]),
        ('drop = ["ok", "(没关"]', ["drop, pattern 2", "'(没关' is no regular expression"]),
        ('keep = "广告"', ["keep = '广告'", "list of strings"]),
        ("select = [1]", ["select = [1]", "list of strings"]),
        ('time-limit = "soon"', ["time-limit = 'soon'", "write a number, 0 or more"]),
        ("memory-limit = -1", ["memory-limit = -1", "0 or more"]),
        ("max-temp = true", ["max-temp = True", "write a number"]),
        ("max-ratio = nan", ["max-ratio = nan", "write a number"]),
        ("max-document = 0", ["max-document = 0", "above 0"]),
        ("max-nesting = 1.5", ["max-nesting = 1.5", "a whole number, 0 or more"]),
        ("script =", ["not TOML"]),
    ],
)
def test_mistakes_name_the_file_and_what_would_be_right(tmp_path, content, parts):
    (tmp_path / "taoxi.toml").write_text(content)
    with pytest.raises(config.ConfigError) as caught:
        config.load(tmp_path, {})
    assert str(caught.value).startswith("taoxi.toml: ")
    for part in parts:
        assert part in str(caught.value)


def test_a_file_further_up_is_named_with_its_folder(tmp_path):
    (tmp_path / "taoxi.toml").write_text('script = "keep"')
    (tmp_path / "inner").mkdir()
    assert config.load(tmp_path / "inner", {})["script"].origin == str(tmp_path / "taoxi.toml")


def test_a_broken_variable_or_flag_names_itself(tmp_path):
    with pytest.raises(config.ConfigError, match=r"TAOXI_KEEP: keep, pattern 1: '\['"):
        config.load(tmp_path, {"TAOXI_KEEP": "["})
    with pytest.raises(config.ConfigError, match="--script: script = 'x'"):
        config.load(tmp_path, {}, {"script": "x"})


def test_rules_and_families_are_known_by_name():
    config.check_rules(["share-bar", "share"], ["share-bar", "tags-line"], "x")
    with pytest.raises(config.ConfigError, match=r"x: no rule or family 'shar'; did you mean 'share'\?"):
        config.check_rules(["shar"], ["share-bar", "tags-line"], "x")
    with pytest.raises(config.ConfigError, match="`taoxi rules` lists them"):
        config.check_rules(["qqq"], ["share-bar"], "x")


def test_options_can_be_forced(tmp_path):
    (tmp_path / "taoxi.toml").write_text('script = "traditional"\ndrop = ["^x$"]')
    assert config.options(config.load(tmp_path, {}), script="keep") == Options(script="keep", drop=("^x$",))


def test_variables_that_are_none_of_ours_are_known():
    environment = {"TAOXI_SCIRPT": "keep", "TAOXI_TITLE": "drop", "HOME": "/", "TAOXI_A": ""}
    assert config.unread(environment) == ["TAOXI_A", "TAOXI_SCIRPT"]


def test_every_key_is_documented():
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    rows = {key: f"`{config.variable(key)}` |" for key in config.DEFAULTS}
    assert [key for key, end in rows.items() if not re.search(rf"^\| `{key}` \|.*{re.escape(end)}$", page, re.M)] == []
    assert [choice for choices in config.CHOICES.values() for choice in choices if f"`{choice}`" not in page] == []
