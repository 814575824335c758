"""decode: which charset, what one bad byte costs, and that nothing ever raises."""

import difflib
import io
import random
import subprocess
import sys
import time
import tracemalloc
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taoxi.decode import declared_charset, decode, decode_stream, detect, sample_stream
from taoxi.decode.lenient import read
from taoxi.decode.names import CHINESE, LABELS, canonical, codec
from taoxi.decode.score import cost

SIMPLIFIED = (
    "昨天下午，市气象局发布今年第一个暴雨预警，提醒居民减少外出。\n"
    "记者在现场看到，河边的步道已经拉起警戒线，值班人员每半小时巡查一次水位。\n"
    "“今年的雨来得比往年早了十天左右。”一位老渔民说，他把船都拖到了岸上。\n"
    "据统计，全市共有3座水库超过汛限水位，目前运行正常，下游村镇没有人员伤亡。\n"
)
TRADITIONAL = (
    "昨天下午，市氣象局發布今年第一個暴雨預警，提醒居民減少外出。\n"
    "記者在現場看到，河邊的步道已經拉起警戒線，值班人員每半小時巡查一次水位。\n"
    "「今年的雨來得比往年早了十天左右。」一位老漁民說，他把船都拖到了岸上。\n"
    "據統計，全市共有3座水庫超過汛限水位，目前運行正常，下游村鎮沒有人員傷亡。\n"
)
PAGE = '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><body>{}</body></html>\n'
FORMS = [
    ("utf-8", SIMPLIFIED, "utf-8"),
    ("utf-8", TRADITIONAL, "utf-8"),
    ("gb2312", SIMPLIFIED, "gb18030"),
    ("gbk", TRADITIONAL, "gb18030"),
    ("gb18030", SIMPLIFIED + "他叫𠮷野，住在㙍村。\n", "gb18030"),
    ("big5", TRADITIONAL, "big5hkscs"),
    ("big5hkscs", TRADITIONAL + "佢哋話聽日唔使返工。\n", "big5hkscs"),
    ("utf-16-le", SIMPLIFIED, "utf-16-le"),
    ("utf-16-be", TRADITIONAL, "utf-16-be"),
    ("hz", SIMPLIFIED, "hz"),
]
IDS = [f"{encoding}-{number}" for number, (encoding, _, _) in enumerate(FORMS)]


def lost(truth: str, text: str) -> int:
    """How many characters of the truth are not in the text, in order."""
    blocks = difflib.SequenceMatcher(None, truth, text, autojunk=False).get_matching_blocks()
    return len(truth) - sum(block.size for block in blocks)


@pytest.mark.parametrize(("encoding", "text", "name"), FORMS, ids=IDS)
@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "big5", "iso-8859-1", "no-such-charset"])
def test_bytes_win_over_every_declaration(encoding, text, name, declared):
    found = decode(text.encode(encoding), charset=declared)
    assert (found.body, found.charset, found.doubts) == (text, name, ())


@pytest.mark.parametrize(("encoding", "text", "name"), FORMS, ids=IDS)
def test_a_line_is_enough(encoding, text, name):
    for line in text.splitlines():
        found = decode(line.encode(encoding))
        assert (found.body, found.charset) == (line, name)


@pytest.mark.parametrize(("encoding", "text", "name"), FORMS, ids=IDS)
def test_a_long_ascii_head_hides_nothing(encoding, text, name):
    head = '<script src="/static/js/menu.js"></script>\n' * 200
    assert decode((head + text).encode(encoding)).body == head + text


@pytest.mark.parametrize(("encoding", "text", "name"), FORMS, ids=IDS)
def test_one_bad_byte_costs_two_characters_at_most(encoding, text, name):
    data = text.encode(encoding)
    costs = []
    for place in range(0, len(data), 7):
        for byte in (0xFF, 0x80, 0x20, 0xC0):
            damaged = data[:place] + bytes([byte]) + data[place + 1 :]
            costs.append(lost(text, decode(damaged).body))
    assert sum(cost <= 2 for cost in costs) >= 0.97 * len(costs)
    assert sum(costs) <= 1.2 * len(costs)


@pytest.mark.parametrize(("encoding", "text", "name"), FORMS, ids=IDS)
def test_a_cut_end_costs_the_last_character(encoding, text, name):
    data = text.rstrip("\n").encode(encoding)
    for cut in (1, 2, 3):
        assert lost(text.rstrip("\n"), decode(data[:-cut]).body) <= 3


def test_a_wrong_declaration_is_refused_by_name():
    found = decode(PAGE.format("gb2312", SIMPLIFIED).encode())
    assert found.steps == ("charset: utf-8 (strict)", "charset: declared gb2312 refused")
    found = decode(PAGE.format("utf-8", SIMPLIFIED).encode("gbk"), charset="x-unknown")
    assert found.steps == (
        "charset: gb18030 (scored)", "charset: declared x-unknown unknown", "charset: declared utf-8 refused",
    )  # fmt: skip
    assert decode(PAGE.format("gbk", SIMPLIFIED).encode("gbk")).steps == ("charset: gb18030 (declared)",)
    assert decode(b"plain", charset="gbk").steps == ("charset: utf-8 (ascii)",)


@pytest.mark.parametrize(
    ("data", "label"),
    [
        (b'<?xml version="1.0" encoding="GBK"?><doc/>', "GBK"),
        (b"<html><meta charset=big5>", "big5"),
        (b'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; Charset=GB2312">', "GB2312"),
        ('<meta charset="utf-16">'.encode("utf-16-le"), "utf-16"),
        (b'@charset "gbk"; body {}', "gbk"),
        ("他说网页要写 charset=gbk 才行。".encode(), None),
        (b"", None),
    ],
)
def test_declared_charset(data, label):
    assert declared_charset(data) == label


def test_labels():
    assert {canonical(label) for label in ("GB2312", "gbk", "GB_2312-80", "cp936", "x-gbk")} == {"gb18030"}
    assert {canonical(label) for label in ("big5", "Big5-HKSCS", "cp950")} == {"big5hkscs"}
    assert canonical("latin1") == canonical("ISO-8859-1") == "windows-1252"
    assert canonical("rot13") is canonical("unicode_escape") is canonical("") is None
    for name in LABELS:
        assert "a".encode(codec(name))
        assert canonical(name) == name


@pytest.mark.parametrize(
    ("mark", "encoding", "name"),
    [
        (b"\xef\xbb\xbf", "utf-8", "utf-8"),
        (b"\xef\xbb\xbf\xef\xbb\xbf", "utf-8", "utf-8"),
        (b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le", "utf-32-le"),
        (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
    ],
)
def test_byte_order_marks(mark, encoding, name):
    found = decode(mark + SIMPLIFIED.encode(encoding))
    assert (found.body, found.charset) == (SIMPLIFIED, name)
    assert found.steps == (f"bom: {name}", f"charset: {name} (bom)")


def test_a_mark_before_another_charset_is_taken_off():
    found = decode(b"\xef\xbb\xbf" + SIMPLIFIED.encode("gbk"))
    assert (found.body, found.charset) == (SIMPLIFIED, "gb18030")
    assert found.steps == ("bom: utf-8", "charset: gb18030 (scored)")


@pytest.mark.parametrize(
    ("ends", "step"),
    [
        ("一\r\n二\r\n", "line ends: crlf"),
        ("一\r二\r", "line ends: cr"),
        ("一\r\n二\n三\r", "line ends: 1 crlf, 1 cr, 1 lf"),
    ],
)
def test_line_ends_are_named(ends, step):
    found = decode(ends.encode())
    assert found.body == ends.replace("\r\n", "\n").replace("\r", "\n")
    assert found.steps == ("charset: utf-8 (strict)", step)
    assert decode("一\n二\n".encode()).steps == ("charset: utf-8 (strict)",)


@pytest.mark.parametrize(
    ("lines", "charset", "step"),
    [
        ([("气象台说明天有雨。", "utf-8")] * 3 + [("首页 新闻 体育", "gbk")], "utf-8", "charset: 1 lines gb18030"),
        ([("氣象台說明天有雨。", "big5")] * 3 + [("責任編輯：陳小明", "utf-8")], "big5hkscs", "charset: 1 lines utf-8"),
        ([("气象台说明天有雨。", "gbk")] * 3 + [("责任编辑：陈小明", "utf-8")], "gb18030", "charset: 1 lines utf-8"),
        ([("气象台说明天有雨。", "utf-8")] * 3 + [("┌────┐", "gbk")], "utf-8", "charset: 1 lines gb18030"),
    ],
)
def test_lines_in_another_charset(lines, charset, step):
    found = decode(b"\n".join(line.encode(encoding) for line, encoding in lines))
    assert found.body == "\n".join(line for line, _ in lines)
    assert (found.charset, found.steps[-1], found.doubts) == (charset, step, ())


def test_an_accented_letter_is_no_hanzi():
    found = decode(SIMPLIFIED.encode() + b"Beyonc\xe9 et caf\xe9\n")
    assert found.body == SIMPLIFIED + "Beyonc\ufffd et caf\ufffd\n"
    assert found.doubts == ("undecodable bytes: 2",)


def test_undecodable_bytes_are_counted():
    data = SIMPLIFIED.encode()
    assert decode(data.replace("记".encode(), b"\xe8\xae", 1)).doubts == ("undecodable bytes: 2",)
    assert decode(SIMPLIFIED.encode("gbk").replace("记".encode("gbk"), b"\xff", 1)).doubts == ("undecodable bytes: 1",)
    assert decode("一\ufffd二\ufffd".encode()).doubts == ("replacement characters: 2",)


def test_a_run_shifted_without_an_error_is_cut_anew():
    text = "会议在今年第一次讨论了城市河道的治理方案APP上线之后的安排。\n" + SIMPLIFIED
    data = text.encode("gbk")
    place = len(text[: text.index("讨")].encode("gbk"))
    shifted = data[:place] + b" " + data[place + 1 :]
    assert "\ufffd" not in shifted.decode("gb18030")
    assert lost(text, shifted.decode("gb18030")) > 10
    found = decode(shifted)
    assert lost(text, found.body) <= 2
    assert found.doubts == ("undecodable bytes: 1",)


@pytest.mark.parametrize("charset", ["gb18030", "big5hkscs"])
def test_a_page_of_rare_characters_is_left_alone(charset):
    rng = random.Random(5)
    pool = [c for c in map(chr, range(0x4E00, 0x9FA6)) if c.encode(charset, "ignore")]
    text = "".join("".join(rng.sample(pool, 30)) + "\n" for _ in range(300))
    assert read(text.encode(charset), charset).text == text


def test_full_width_digits_are_sound():
    text = "（山东），２０１２年６月４日\u3000夫妻“麦客”忙麦收，日收入３００元。ＡＢＣ公司\n" * 3
    assert decode(text.encode("gbk")).body == text


def test_surrogates_never_reach_the_body():
    assert decode("好".encode() + b"\xed\xa0\xbd\xed\xb8\x80").body == "好😀"
    found = decode(SIMPLIFIED.encode() + b"\xed\xa0\x80")
    assert found.body.startswith(SIMPLIFIED)
    assert found.doubts == ("undecodable bytes: 3",)
    assert decode(b"\xfe\xff\xd8\x00\x4e\x2d").body == "\ufffd中"


@pytest.mark.parametrize("character", ["一", "联通", "公司", "你好", "首页", "的"])
def test_a_word_of_gbk_is_enough(character):
    assert decode(character.encode("gbk")).body == character


@pytest.mark.parametrize(
    "text",
    [
        "Après l'été, la règle était très légère : le père, la mère et l'élève ont préféré le lièvre à la crème.",
        "Привет, как дела?", "ß", "žluťoučký kůň", "Καλημέρα σε όλους", "שלום לכולם", "مرحبا بالعالم", "été", "é",
    ],
)  # fmt: skip
def test_short_utf8_of_other_languages(text):
    found = decode(text.encode())
    assert (found.body, found.charset) == (text, "utf-8")


def test_the_euro_signs_of_windows():
    assert decode("票价为".encode("gbk") + b"\x8020" + "，记者今天说。".encode("gbk")).body == "票价为€20，记者今天说。"
    assert (
        decode("票價為".encode("big5") + b"\xa3\xe1" + "二十元，記者今天說。".encode("big5")).body
        == "票價為€二十元，記者今天說。"
    )


def test_hz_is_not_any_text_with_its_escape():
    for plain in (b"see \\cite~{foo} and ~{bar}", b"a ~{ b ~} c", b"~{", b"~{}~{}"):
        assert decode(plain).body == plain.decode()
    assert decode(b"~{VPND~} ok").body == "中文 ok"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("euc-jp", "政府は昨日、新しい対策を発表しました。野党の議員はすぐに反応しています。"),
        ("shift_jis", "政府は昨日、新しい対策を発表しました。野党の議員はすぐに反応しています。"),
        ("iso-2022-jp", "政府は昨日、新しい対策を発表しました。"),
        ("euc-kr", "정부는 어제 새로운 대책을 발표했습니다. 야당 의원들은 곧바로 반응했습니다."),
        ("windows-1251", "Правительство объявило вчера о новых мерах. Депутаты сразу отреагировали на решение."),
        ("koi8-r", "Правительство объявило вчера о новых мерах. Депутаты сразу отреагировали на решение."),
        ("windows-1252", "Le gouvernement a annoncé hier à Paris une série de mesures destinées aux députés."),
    ],
)
def test_other_languages(encoding, text):
    for declared in (None, encoding, "gb2312"):
        found = decode(text.encode(codec(encoding)), charset=declared)
        assert (found.body, found.charset) == (text, encoding)


@pytest.mark.parametrize("data", [bytes(5000), random.Random(1).randbytes(5000), b"PK\x03\x04\0\0" + bytes(range(256))])
def test_binary_data_is_answered_with_a_doubt(data):
    assert decode(data).doubts[0] == "binary data"


def test_single_bytes_outside_ascii():
    assert decode(b"caf\xe9").body == "café"
    assert decode(b"The company\x92s plan").body == "The company’s plan"
    assert decode(b"\xff").doubts == ("charset uncertain", "undecodable bytes: 1")


def test_empty():
    found = decode(b"")
    assert (found.body, found.charset, found.doubts) == ("", "utf-8", ())


def test_wrong_arguments():
    with pytest.raises(TypeError, match="bytes, not str"):
        decode("text")
    with pytest.raises(ValueError, match="unknown charset"):
        list(decode_stream(io.BytesIO(b""), "no-such-charset"))


@pytest.mark.parametrize(("encoding", "text", "name"), FORMS, ids=IDS)
@pytest.mark.parametrize("piece_bytes", [64, 500])
def test_stream_gives_what_decode_gives(encoding, text, name, piece_bytes):
    data = bytearray((text.replace("\n", "\r\n") * 3).encode(encoding))
    if encoding != "hz":
        data[len(data) // 3] = 0xFF
    pieces = list(decode_stream(io.BytesIO(bytes(data)), name, piece_bytes=piece_bytes))
    assert "".join(pieces) == decode(bytes(data)).body
    assert len(pieces) > 1


def test_stream_takes_the_mark_off_and_reads_mixed_lines():
    data = b"\xef\xbb\xbf" + "头条\r\n".encode() + "首页新闻\r\n".encode("gbk") + b"end\r"
    assert "".join(decode_stream(io.BytesIO(data), "utf-8")) == "头条\n首页新闻\nend\n"


def test_stream_keeps_line_ends_on_demand():
    data = "头条\r\n二\r三\n".encode("gbk")
    assert "".join(decode_stream(io.BytesIO(data), "gbk", piece_bytes=3, keep_ends=True)) == "头条\r\n二\r三\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le"])
def test_stream_without_line_ends_stays_flat(encoding):
    text = TRADITIONAL.replace("\n", "").replace("3", "三")
    data = (text * 4000).encode(encoding)
    tracemalloc.start()
    size = sum(map(len, decode_stream(io.BytesIO(data), encoding, piece_bytes=65536)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == len(text) * 4000
    assert peak < 4_000_000


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-16-le", "utf-8"])
def test_a_big_file_is_told_by_samples(encoding):
    data = (TRADITIONAL * 30000).encode(encoding)
    assert len(data) > 8_000_000
    start = time.perf_counter()
    sample = sample_stream(io.BytesIO(data))
    assert detect(data) == detect(sample) == encoding
    assert len(sample) < 200_000
    assert time.perf_counter() - start < 1


def test_the_table_is_small_sorted_and_without_doubles():
    text = files("taoxi").joinpath("data/charset_costs.txt").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    characters = "".join(row[1] for row in rows)
    assert len(text.encode()) < 30_000
    assert [int(row[0]) for row in rows] == sorted({int(row[0]) for row in rows})
    assert len(characters) == len(set(characters)) > 6000
    assert cost("的") < cost("我") < cost("鳜") < cost("\ue000") < cost("\ufffd")


def test_the_table_is_made_from_any_text(tmp_path):
    source = tmp_path / "corpus.txt"
    source.write_text(SIMPLIFIED * 3, encoding="utf-8")
    script = Path(__file__).parent.parent / "eval" / "make_charset_table.py"
    made = tmp_path / "costs.txt"
    subprocess.run([sys.executable, script, f"{source}:2", "-o", made], check=True, capture_output=True)
    rows = dict(line.split("\t")[::-1] for line in made.read_text("utf-8").splitlines()[1:])
    price = {character: int(cost) for characters, cost in rows.items() for character in characters}
    assert price["，"] < price["暴"] == price["渔"] == price["漁"]
    assert "A" not in price


ANY_LINE = st.one_of(
    st.binary(max_size=60),
    st.builds(
        lambda text, encoding: text.encode(encoding, "ignore"),
        st.sampled_from(SIMPLIFIED.splitlines() + TRADITIONAL.splitlines()),
        st.sampled_from(CHINESE),
    ),
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([b"~{", b"~}", b"\x1b$B", b"\xff\xfe", b"\xed\xa0\x80", b"\0\0", b"<meta charset=gbk>", b"\r"]),
)


@given(st.lists(ANY_LINE, max_size=8).map(b"\n".join), st.one_of(st.none(), st.text(max_size=12)))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_answered(data, charset):
    found = decode(data, charset=charset)
    assert found.body.encode().decode() == found.body
    assert "\r" not in found.body
    assert found == decode(data, charset=charset)
    assert detect(data) == decode(data).charset
    streamed = "".join(decode_stream(io.BytesIO(data), found.charset, piece_bytes=50))
    assert streamed.encode().decode() == streamed
    assert "\r" not in streamed


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=300))
def test_ascii_is_itself(text):
    if "~{" not in text:
        assert decode(text.encode()).body == text


@given(st.text(max_size=80))
def test_sound_utf8_with_hanzi_is_itself(text):
    text = "天气" + text.encode("utf-8", "ignore").decode().replace("\r", "")
    assert decode(text.encode()).body == text


# each character as often as news has it: twenty times 戒 in GB18030 are the bytes of twenty times 賭 in Big5
@given(
    st.permutations(TRADITIONAL.replace("\n", "")).map("".join),
    st.integers(min_value=24, max_value=len(TRADITIONAL)),
    st.sampled_from(FORMS),
)
def test_sound_text_of_any_order_is_itself(shuffled, length, form):
    text = shuffled[:length]
    encoding = form[0] if form[0] not in ("gb2312", "hz") else "gbk"
    assert decode(text.encode(encoding)).body == text
