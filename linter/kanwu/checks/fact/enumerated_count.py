"""The `enumerated-count` check: a row of names and, behind it, another number of names."""

from __future__ import annotations

from kanwu.check import Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

# Nouns whose number, right behind a row of names, counts the names. 水渠、桥梁3座 counts bridges.
_NOUN = r"""(?: 乡镇 | 城市 | 街道 | 社区 | 省份 | 县区 | 部门 | 方面 | 环节 | 领域 | 行业
  | 村 (?! [委民级里支组干务] ) | [镇乡] (?! [级域干政党村委机] ) | 县 (?! [级域道委城直政区] )
  | 省 (?! [级份道域委直政] ) ) (?! [一二三四五六七八九十两\d（(] )"""
_DIGIT = "[二两三四五六七八九十0-9]"
_COUNT = (
    rf"(?x) {_DIGIT} (?: 个? {_NOUN} | [个家] (?: 单位 | 企业 ) | 大 (?: 产业 | 行业 | 领域 ) )"
)
_WHOLE = r"""(?x) (?<= [\u4e00-\u9fffXＸ] ) (?<! [和及与、第约近超过共各每前首这其余全的有十一] )
(?P<count> [二两三四五六七八九] | [一二三四五六七八九]?十[一二三四五六七八九]? | \d\d? )
(?P<counter> [个家大]? ) (?P<noun> [^\d个家大]+ ) \Z"""
_PLACES = frozenset(["村", "镇", "乡", "县", "省", "乡镇", "城市", "街道", "社区", "省份", "县区"])
_BODIES = frozenset(["部门", "单位", "企业"])
_BODY = r"[局委办部厅院站队校厂所]$|中心$|公司$|集团$"
_STOP = r"[，,。；;：:！？（）()“”《》〔〕\n\ufffc\d]"
_CUTS = "）)”》〕0123456789"  # a row that begins behind one of these may have begun earlier
_LONGEST_ROW = 160  # code points
# The words behind which the first name of a row may begin.
_OPENER = r"(?:[在对向从往到于将由含为是使]|包括|联合|通过|围绕|确定|选择|涉及|覆盖|突出|聚焦)"
_OF_PLACES = r"在|涉及|覆盖|选择|确定|包括|联合"
_JOINED = r"[和与暨或跟]|(?<!涉)及"
_NO_NAME = (
    r"^[一二三四五六七八九十]*$|[了着等其]|第[一二三四五六七八九十]"
    r"|^[一二两三四五六七八九十][\u4e00-\u9fff][一二两三四五六七八九十]"  # 一轴两带
)
# Names of groups of places, each of which counts for several.
_GROUPS = (
    r"京津冀|长三角|珠三角|[东西南北中]部|[东西][南北]|华[东西南北中]|沿[海江黄边]|成渝|长江|黄河"
)
_LONGEST_NAME, _LONGEST_PLACE, _LONGEST_FIRST = 12, 5, 3  # code points
# The same of names of aspects, many of which are clauses: with an opener before them, and without.
_LONGEST_OPENED, _LONGEST_BARE = 8, 4
_ACTS = r"加强|抓[好住实紧]|落实|推进|完善|健全|强化|做好|开展|建立|成立|制定|实施|提高|优化|深化"
_PROVINCES = r"""(?x) 北京 | 天津 | 河北 | 山西 | 内蒙 | 辽宁 | 吉林 | 黑龙江 | 上海 | 江苏 | 浙江 | 安徽 | 福建
| 江西 | 山东 | 河南 | 湖北 | 湖南 | 广东 | 广西 | 海南 | 重庆 | 四川 | 贵州 | 云南 | 西藏 | 陕西 | 甘肃 | 青海
| 宁夏 | 新疆 | 京津冀 | 三角 | 地区"""
_SUFFIXES = "省市县区旗镇乡村"


class _Row(NamedTuple):
    """The names in front of a count."""

    names: tuple[str, ...]
    counts: frozenset[int]  # the numbers of names it may have: 甲、乙和丙 has two or three
    joined: bool  # 和 joins some of the names
    opener: str  # the word that opens the row: 在, 包括


class EnumeratedCount(LocalCheck):
    """A number of places or aspects right behind a row of more or fewer names.

    With 等 in between, only more names than stated are wrong. The message may name the number of
    names as {listed}.
    """

    @property
    def expression(self) -> str:
        return _COUNT

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        text, end = match.string, match.end()
        whole = compiled(_WHOLE).search(text, max(0, match.start() - 2), end)
        if whole is None:
            return None
        start = whole.start()
        open_ended = text[start - 1] == "等"
        stated = from_numeral(whole["count"])
        row = _row(text, start - open_ended)
        if row is None or stated is None or stated in row.counts:
            return None
        if stated > max(row.counts):
            # 农业、工业十大产业 may be ten industries in two sectors.
            wrong = not open_ended and not (
                whole["counter"] == "大" and stated > max(row.counts) + 1
            )
        else:
            begins = row.opener or len(row.names[0]) <= _LONGEST_FIRST
            wrong = stated < min(row.counts) and begins and not row.joined
        if not wrong or not _are_of_noun(row, whole):
            return None
        return Hit(Span(start, end), {"listed": str(len(row.names))})


def _row(text: str, end: int) -> _Row | None:
    """The row of names that ends at the offset, if its start is certain."""
    limit = max(0, end - _LONGEST_ROW)
    start = max((stop.end() for stop in compiled(_STOP).finditer(text, limit, end)), default=limit)
    names = text[start:end].split("、")
    openings = [at for at, name in enumerate(names) if compiled(_OPENER).search(name)]
    cut = start > 0 and text[start - 1] in _CUTS
    if len(names) < 2 or (cut and not openings) or (start == limit > 0):
        return None
    counts: set[int] = set()
    for at in {*openings, *(() if cut else (0,))}:
        joints = sum(1 for name in names[at:] if compiled(_JOINED).search(name))
        counts.update(range(len(names) - at, len(names) - at + joints + 1))
    first = openings[-1] if openings else 0
    opener = _last(_OPENER, names[first])
    first_name = names[first].rpartition(opener)[2] if opener else names[first]
    row = (first_name, *names[first + 1 :])
    if len(row) < 2 or any(_is_no_name(name) for name in row):
        return None
    joined = any(compiled(_JOINED).search(name) for name in row)
    return _Row(row, frozenset(counts), joined, opener)


def _last(source: str, text: str) -> str:
    texts: list[str] = compiled(source).findall(text)
    return texts[-1] if texts else ""


def _is_no_name(name: str) -> bool:
    return len(name) > _LONGEST_NAME or compiled(_NO_NAME).search(name) is not None


def _are_short(row: _Row, _: Match[str]) -> bool:
    """Whether the names are no clauses, the last of which has the count to itself."""
    longest = max(map(len, row.names))
    if any(map(compiled(_ACTS).match, row.names)):
        return False
    return longest <= (_LONGEST_OPENED if row.opener else _LONGEST_BARE)


def _are_of_noun(row: _Row, match: Match[str]) -> bool:
    """Whether the names may be names of the noun that is counted."""
    noun = match["noun"]
    if noun in _BODIES:
        return _are_bodies(row, match)
    return _are_places(row, match) if noun in _PLACES else _are_short(row, match)


def _are_bodies(row: _Row, match: Match[str]) -> bool:
    """Whether the names end like those of bodies; short names of departments need not."""
    named = [compiled(_BODY).search(name) is not None for name in row.names]
    return all(named) or (match["noun"] == "部门" and _are_short(row, match))


def _are_places(row: _Row, match: Match[str]) -> bool:
    """Whether the names are names of places of the counted kind.

    四川、云南5县 counts counties in two provinces, 改水、改厕3个村 villages with both works.
    """
    noun = match["noun"]
    if max(map(len, row.names)) > _LONGEST_PLACE:
        return False
    of_noun = [name.endswith(noun[-1]) for name in row.names]
    if any(name[-1] in _SUFFIXES and name[-1] not in noun for name in row.names):
        return False
    if any(map(compiled(_GROUPS).match, row.names)):
        return False
    if "省" not in noun and any(map(compiled(_PROVINCES).match, row.names)):
        return False
    if not match["counter"] and noun in ("村", "镇", "乡", "县", "省"):
        # 李庄村、张三村: the numeral is part of a name, and may be in 李庄、东风三村
        named = len(row.names) < 3 and not (row.opener or match["count"].isdecimal())
        return (not any(of_noun) or of_noun[-1]) and not (named and noun == "村")
    return all(of_noun) or compiled(_OF_PLACES).search(row.opener) is not None
