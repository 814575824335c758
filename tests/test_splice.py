"""Fixing in place: what falls is gone, and every other byte is where it was."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material import CODECS, spliced

from taoxi import Options
from taoxi.corpus.splice import NOTHING_LEFT, splice
from taoxi.corpus.splice_file import examine, find_files, rewrite
from taoxi.corpus.splice_json import HTML, NO_FIELD, NO_JSON, read_members, splice_json
from taoxi.corpus.splice_page import splice_page
from taoxi.corpus.splice_rows import protected

TITLE = "江城新图书馆向读者开放"
BODY = [
    "昨天上午，位于城东的新图书馆正式对外开放，首日接待读者三千余人，馆内座无虚席。",
    "馆长在开馆仪式上介绍，馆内共有藏书四十万册，全部免费借阅，周末也照常开放。",
    "读者可以凭身份证在自助机上办理借书证，每人每次最多可以借阅十册，期限一个月。",
]
EDITOR = "责任编辑：张三"
SHARE = "分享到： 微信 微博 QQ空间 复制链接"
ARTICLE = [TITLE, *BODY, EDITOR]
TRADITIONAL = [
    "江城新圖書館向讀者開放",
    "昨天上午，位於城東的新圖書館正式對外開放，首日接待讀者三千餘人，館內座無虛席。",
    "館長在開館儀式上介紹，館內共有藏書四十萬冊，全部免費借閱，週末也照常開放。",
    "責任編輯：張三",
]


def rules_of(result):
    return [finding.rule.partition("-")[0] for finding in result.findings]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("codec", "bom", "lines"),
    [
        ("utf-8", b"", ARTICLE),
        ("utf-8", b"\xef\xbb\xbf", ARTICLE),
        ("gb18030", b"", ARTICLE),
        ("big5hkscs", b"", TRADITIONAL),
        ("utf-16-le", b"\xff\xfe", ARTICLE),
        ("utf-16-be", b"\xfe\xff", ARTICLE),
    ],
)
def test_the_editor_line_goes_and_all_else_stays(codec, bom, lines, end):
    before = bom + (end.join(lines) + end).encode(codec)
    result = splice(before, Options())
    assert result.charset == codec
    assert result.data == bom + (end.join(lines[:-1]) + end).encode(codec)
    assert rules_of(result) == ["editor"]
    assert (result.findings[0].line, result.findings[0].text) == (len(lines), lines[-1])
    assert splice(result.data, Options()).data == result.data


def test_a_file_without_a_last_line_end_stays_without():
    assert splice("\n".join(ARTICLE).encode(), Options()).data == "\n".join(ARTICLE[:-1]).encode()


def test_indents_trailing_spaces_blank_lines_and_mixed_line_ends_stay():
    before = f"{TITLE}\r\n\n　　{BODY[0]}  \n\n\n　　{BODY[1]}\t\r\n{SHARE}\n\n　　{BODY[2]}\n{EDITOR}\r\n\n".encode()
    after = f"{TITLE}\r\n\n　　{BODY[0]}  \n\n\n　　{BODY[1]}\t\r\n\n　　{BODY[2]}\n\n".encode()
    result = splice(before, Options())
    assert result.data == after
    assert splice(after, Options()).data == after


def test_script_and_punctuation_stay_whatever_the_options_say():
    before = "\n".join(TRADITIONAL[:3]).replace("，", ",").encode()
    assert splice(before, Options(script="simplified", punctuation="auto")).data == before


def test_a_credit_glued_to_the_last_sentence_is_cut_and_its_indent_stays():
    before = "\n".join([TITLE, *BODY[:2], f"　　{BODY[2]}（责任编辑：张三）  "]).encode("gb18030")
    result = splice(before, Options())
    assert result.data == "\n".join([TITLE, *BODY[:2], f"　　{BODY[2]}  "]).encode("gb18030")
    found = result.findings[0]
    assert (found.line, found.column, found.text) == (4, len(BODY[2]) + 3, "（责任编辑：张三）")


def test_damage_is_repaired_in_its_line_only():
    before = "\n".join([TITLE, BODY[0].replace("，", "，&nbsp;\u200b", 1), f"{BODY[1]}\t", BODY[2]]).encode()
    result = splice(before, Options())
    lines = result.data.decode().split("\n")
    assert (lines[0], lines[2:]) == (TITLE, [f"{BODY[1]}\t", BODY[2]])
    assert "&nbsp" not in lines[1]
    assert "\u200b" not in lines[1]
    assert [(found.line, found.rule) for found in result.findings] == [(2, "repair")]
    assert result.findings[0].column == before.decode().split("\n")[1].index("&") + 1


def test_repair_is_selected_and_ignored_like_a_rule():
    damaged = BODY[0].replace("，", "，\u200b", 1)
    before = "\n".join([TITLE, damaged, *BODY[1:], EDITOR]).encode()
    no_repair = splice(before, Options(ignore=("repair",))).data.decode().split("\n")
    assert no_repair == [TITLE, damaged, *BODY[1:]]
    only_repair = splice(before, Options(select=("repair",))).data.decode().split("\n")
    assert only_repair == [TITLE, BODY[0], *BODY[1:], EDITOR]


def test_rules_are_selected_and_ignored():
    before = "\n".join([*ARTICLE, SHARE]).encode()
    assert splice(before, Options(select=("share",))).data == "\n".join(ARTICLE).encode()
    assert rules_of(splice(before, Options(select=("editor",)))) == ["editor"]
    assert rules_of(splice(before, Options(ignore=("editor", "span")))) == ["share"]
    assert rules_of(splice(before, Options(select=("editor",), drop=("^分享到",)))) == ["editor", "user"]


def test_front_matter_and_fences_keep_their_lines():
    front = ["---", "title: 责任编辑：张三", "tags:", "  - 分享到：", "---", ""]
    fence = ["```", SHARE, EDITOR, "```"]
    before = "\n".join([*front, TITLE, *BODY[:2], *fence, BODY[2], EDITOR, ""]).encode()
    after = "\n".join([*front, TITLE, *BODY[:2], *fence, BODY[2], ""]).encode()
    assert splice(before, Options(), markdown=True).data == after


@pytest.mark.parametrize(
    ("lines", "markdown", "places"),
    [
        (["---", "a: 1", "---", "b"], False, {0, 1, 2}),
        (["+++", "a = 1", "+++", "b"], False, {0, 1, 2}),
        (["---", "这一行是正文，不是设置。", "---"], True, set()),
        (["---", "a: 1", "b"], True, set()),
        (["a", "```py", "b", "```", "c"], False, {1, 2, 3}),
        (["a", "~~~~", "```", "~~~", "~~~~~", "c"], False, {1, 2, 3, 4}),
        (["a", "```", "b"], True, {1, 2}),
        (["a", "```", "b"], False, set()),
        (["a", "```x``` 不是代码", "b"], True, set()),
        ([], True, set()),
    ],
)
def test_lines_that_are_no_article(lines, markdown, places):
    assert protected(lines, markdown=markdown) == places


def test_a_line_with_undecodable_bytes_is_left_alone_and_named():
    bad = EDITOR.encode("gb18030") + b"\xff"
    before = b"\n".join([*(line.encode("gb18030") for line in ARTICLE[:-1]), bad, SHARE.encode("gb18030"), b""])
    result = splice(before, Options())
    assert result.charset == "gb18030"
    assert bad in result.data
    assert SHARE.encode("gb18030") not in result.data
    assert [left.line for left in result.left] == [5]
    assert "not gb18030" in result.left[0].reason


def test_undecodable_bytes_in_a_line_that_stays_are_nobodys_business():
    body = BODY[1].encode() + b"\xff\xfe"
    before = b"\n".join([TITLE.encode(), BODY[0].encode(), body, BODY[2].encode(), EDITOR.encode(), b""])
    result = splice(before, Options(ignore=("repair",)))
    assert result.data == before.replace(EDITOR.encode() + b"\n", b"")
    assert result.left == ()


def test_characters_the_charset_does_not_have_are_not_written():
    damaged = TRADITIONAL[1].replace("，", "，&#128512;", 1)
    before = "\n".join([TRADITIONAL[0], damaged, *TRADITIONAL[2:], ""]).encode("big5hkscs")
    result = splice(before, Options())
    assert result.charset == "big5hkscs"
    assert damaged.encode("big5hkscs") in result.data
    assert TRADITIONAL[-1].encode("big5hkscs") not in result.data
    assert [(left.line, left.reason) for left in result.left] == [
        (2, "big5hkscs has no '😀'; convert the file to UTF-8 first")
    ]


def test_a_document_of_which_nothing_would_be_left_stays():
    before = f"{EDITOR}\n{SHARE}\n".encode()
    result = splice(before, Options())
    assert result.data == before
    assert [left.reason for left in result.left] == [NOTHING_LEFT]
    assert result.findings


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b"\r\n\r\n", b"\0" * 99, b"\xff\xfe\n", b"~{VPND~}\n"])
def test_odd_files_stay_as_they_are(data):
    assert splice(data, Options()).data == data


def record(text, **others):
    return json.dumps({"url": "http://example.org/1", "text": text} | others, ensure_ascii=False)


def test_json_lines_change_in_the_text_only():
    text = "\n".join(ARTICLE)
    clean = "\n".join(ARTICLE[:-1])
    head = '{ "id":1.50,  "title" : "\\u6c5f城",\t"content": '
    tail = ', "责任编辑：张三": [1, {"content": "分享到："}], "n": 1e3 }  \r\n'
    before = head + json.dumps(text, ensure_ascii=False) + tail + "\n" + record(clean) + "\n"
    after = head + json.dumps(clean, ensure_ascii=False) + tail + "\n" + record(clean) + "\n"
    result = splice_json(before.encode(), Options())
    assert result.data.decode() == after
    assert (result.findings[0].line, rules_of(result)) == (1, ["editor"])
    assert splice_json(result.data, Options()).data == result.data


def test_json_columns_point_into_the_record():
    line = record("\n".join(ARTICLE))
    found = splice_json(line.encode(), Options()).findings[0]
    assert line[found.column - 1 :].startswith(EDITOR)


def test_json_strings_keep_the_way_they_were_written():
    damaged = "\r\n".join([TITLE, BODY[0] + "\u200b", *BODY[1:], EDITOR])
    line = json.dumps({"text": damaged}).replace("\\u6c5f", "\\u6C5F")
    result = splice_json(line.encode(), Options()).data
    assert result.isascii()
    assert b"\\u6C5F" in result  # the title was not touched
    assert json.loads(result)["text"] == "\r\n".join([TITLE, *BODY])


def test_json_in_gb18030():
    before = record("\n".join(ARTICLE)).encode("gb18030")
    assert splice_json(before, Options()).data == record("\n".join(ARTICLE[:-1])).encode("gb18030")


def test_json_lines_that_cannot_be_read_are_named():
    good = record("\n".join(ARTICLE))
    before = "\n".join([good, "{broken", "[1]", '{"a": 1}', '{"text": null}', "", good]).encode()
    result = splice_json(before, Options())
    assert [(left.line, left.reason) for left in result.left] == [(2, NO_JSON), (3, NO_JSON), (4, NO_FIELD)]
    assert [found.line for found in result.findings] == [1, 7]
    assert result.data.split(b"\n")[1:6] == before.split(b"\n")[1:6]


def test_json_that_holds_html_is_left_alone():
    page = "<html><body>{}</body></html>".format("".join(f"<p>{line}</p>" for line in ARTICLE))
    line = record(page).encode()
    result = splice_json(line, Options())
    assert (result.data, [left.reason for left in result.left]) == (line, [HTML])


def test_json_fields_can_be_named():
    line = json.dumps({"text": SHARE, "story": "\n".join(ARTICLE)}, ensure_ascii=False).encode()
    assert json.loads(splice_json(line, Options(), ["story"]).data) == {"text": SHARE, "story": "\n".join(ARTICLE[:-1])}
    assert splice_json(line, Options(), ["absent"]).left[0].reason == NO_FIELD


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    ).flatmap(lambda value: st.dictionaries(st.text(), st.just(value), max_size=4)),
    st.sampled_from([None, 1]),
    st.booleans(),
)
def test_members_stand_where_they_are_said_to(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    members = read_members(text)
    assert members is not None
    assert {name: json.loads(text[member.start : member.end]) for name, member in members.items()} == value


@given(st.text() | st.text(alphabet='{}[]:,"\\u0a1n '))
def test_what_is_no_object_has_no_members(text):
    try:
        expected = isinstance(json.loads(text, strict=False), dict)
    except ValueError:
        expected = False
    assert (read_members(text) is not None) == expected


def test_a_page_is_checked_and_stays():
    page = "<html><body>\n<h1>" + TITLE + "</h1>\n" + "".join(f"<p>{line}</p>\n" for line in [*BODY, EDITOR])
    page = (page + "</body></html>\n").encode("gb18030")
    result = splice_page(page, Options())
    assert result.data == page
    assert [(found.line, found.column, found.text) for found in result.findings] == [(6, 4, EDITOR)]


@settings(max_examples=40)
@given(spliced, st.sampled_from(CODECS), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_the_second_run_changes_nothing_and_untouched_lines_keep_their_bytes(text, codec, end, indented):
    text = text.replace("\n", "\n\n　　") if indented else text
    before = text.replace("\n", end).encode(codec, "replace")
    result = splice(before, Options())
    touched = {found.line for found in result.findings} - {left.line for left in result.left}
    if codec != "utf-16-le" and not any(left.line == 0 for left in result.left) and result.charset == codec:
        rows = before.split(b"\n")
        rest = iter(result.data.split(b"\n"))
        stay = [row for number, row in enumerate(rows, 1) if number not in touched]
        assert all(any(row.rstrip(b"\r") == other.rstrip(b"\r") for other in rest) for row in stay)
    assert splice(result.data, Options()).data == result.data


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_fine(data):
    splice(data, Options())
    splice_json(data, Options())


def test_a_file_is_replaced_in_one_step_with_its_permissions(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(("\n".join(ARTICLE) + "\n").encode())
    path.chmod(0o640)
    found = examine(path, Options())
    assert found.is_changed
    rewrite(found)
    assert path.read_bytes() == ("\n".join(ARTICLE[:-1]) + "\n").encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert not examine(path, Options()).is_changed


def test_a_symlink_stays_and_its_target_changes(tmp_path):
    target = tmp_path / "target.txt"
    target.write_bytes("\n".join(ARTICLE).encode())
    link = tmp_path / "link.txt"
    link.symlink_to("target.txt")
    rewrite(examine(link, Options()))
    assert link.is_symlink()
    assert target.read_bytes() == "\n".join(ARTICLE[:-1]).encode()


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\n".join(ARTICLE).encode())
    found = examine(path, Options())
    path.write_bytes(b"someone else was here")
    with pytest.raises(OSError, match="changed by someone else"):
        rewrite(found)
    assert path.read_bytes() == b"someone else was here"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(OSError, match="not a regular file"):
        examine(tmp_path / "a.txt", Options())


def test_folders_give_the_files_that_can_be_read(tmp_path):
    names = ["b.txt", "a.md", "sub/c.jsonl", "sub/d.html", "sub/e.bin", ".git/f.txt", ".hidden.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "link.txt").symlink_to("b.txt")
    assert [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])] == [
        "a.md", "b.txt", "sub/c.jsonl", "sub/d.html",
    ]  # fmt: skip
    assert list(find_files([Path("given.bin")])) == [Path("given.bin")]


def test_a_damaged_line_that_would_be_read_otherwise_without_its_neighbours_holds_the_file_back():
    lines = [
        '滨江大道桥头段周五恢复通车,http://news.jiangcheng.example/0.html,2021-03-04 08:30,"滨江大道桥头段周五恢复通车',
        "2021-03-04 08:30 来源：江城晚报",
        "本报讯（记者 方远）封闭了四个月的滨江大道桥头段，本周五早上六点恢复双向通车。",
        "市交通部门说，桥面换了三十二块伸缩缝钢板，公交一路、七路同时恢复原线。",
        '"\r',
        '老粮仓改成的小剧场开张,http://news.jiangcheng.example/1.html,2021-03-05 10:15,"老粮仓改成的小剧场开张',
        "昨天晚上，城东老粮仓改成的小剧场演了第一场戏，一百二十个座位全部坐满。",
        "版权所有 江城报业 未经授权不得转载",
        "新船一次充电可以跑八个来回，船舱里装了暖气，票价仍是两元。",
        "洲上的菜农最关心的是筐子怎么放，船务公司说，船尾专门留了放担子的地方。",
        "版权所有 江城报业 未经授权不得转载",
    ]
    rows = [line.encode("gb18030") for line in lines]
    rows[3] = rows[3][:7] + b"\x0f" * 103 + rows[3][7:]  # within 部: without its neighbours the rest is read shifted
    data = b"\n".join(rows)
    once = splice(data, Options(markup="text"))
    assert splice(once.data, Options(markup="text")).data == once.data == data
    assert "read otherwise" in once.left[0].reason
