"""The script of a text: traditional characters are no flaw in a traditional text."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.values import NamedTuple

# Frequent characters of one script only, and their counterparts in the other.
_TRADITIONAL = (
    "們這來個國說説時為爲會學發經過還對開關東車馬長門問間見現實與業產産電話題義務員動機樣種點線綫總統組織結給級"
    "約紅網維續縣區鄉鎮農設計劃語論議讀調請諸該記許訊證評詞試誌負責財貨質費貿資賽軍運進達遠選適邊鐵銀錢録錄"
    "鋼鍵陽陰際隊階險隨難離靈響頁項順須預領頭額顯風飛飯飲館駐驗體魚鳥鮮麗麥黨齊齡龍層師幣從應當後無擴據擇擁"
)
_SIMPLIFIED = (
    "们这来个国说时为会学发经过还对开关东车马长门问间见现实与业产电话题义务员动机样种点线总统组织结给级"
    "约红网维续县区乡镇农设计划语论议读调请诸该记许讯证评词试负责财货质费贸资赛军运进达远选适边铁银钱录"
    "钢键阳阴际队阶险随难离灵响页项顺须预领头额显风飞饭饮馆驻验体鱼鸟鲜丽麦党齐龄龙层师币从应当无扩据择拥"
)
_KANA = "[ぁ-ゖァ-ヺ]"
_LETTER = "[ぁ-ゖァ-ヺ\u3400-\u9fff]"
_KANA_SHARE = 4  # Japanese has at least one kana in so many letters


class Telling(NamedTuple):
    """The numbers of characters that tell one script or the other."""

    traditional: int
    simplified: int


def telling(document: Document, start: int, end: int) -> Telling:
    """The numbers in a part of the prose; ask for them by `document.once(telling, start, end)`."""
    classes = (f"[{_TRADITIONAL}]", f"[{_SIMPLIFIED}]")
    counts = (len(compiled(source).findall(document.prose, start, end)) for source in classes)
    return Telling(*counts)


def holds_simplified(document: Document) -> bool:
    """Whether the prose has a character of simplified script only: of GB/T 2312, not of Big5."""
    return any(
        char.encode("gb2312", "ignore") and not char.encode("big5hkscs", "ignore")
        for char in set(compiled("[\u4e00-\u9fff]").findall(document.prose))
    )


def is_japanese(document: Document, start: int, end: int) -> bool:
    """Whether a part of the prose, or the whole document, has more kana than a quotation has."""
    if not document.once(_holds_kana):
        return False
    parts = ((start, end), (0, len(document.prose)))
    return any(document.once(_is_mostly_japanese, *part) for part in parts)


def _holds_kana(document: Document) -> bool:
    return compiled(_KANA).search(document.prose) is not None


def _is_mostly_japanese(document: Document, start: int, end: int) -> bool:
    kana = len(compiled(_KANA).findall(document.prose, start, end))
    return kana * _KANA_SHARE > len(compiled(_LETTER).findall(document.prose, start, end))
