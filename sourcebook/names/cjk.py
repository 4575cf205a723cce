"""Chinese, Japanese and Korean names, which are written without spaces, put into words.

A company's name ends in words that say what it is (國際海運有限公司: international, shipping, limited company):
where one of those stands the name is broken. A short name without any of them is a person's: the family name comes
first and is one character, but for a few of two. How the characters read is left to `latin`.
"""

from __future__ import annotations

import re

# What companies, offices and armed forces are called, in traditional, simplified and Korean writing: general words.
_HOUSE_WORDS = """
有限责任公司 有限責任公司 股份有限公司 有限公司 總公司 总公司 公司 集團 集团 株式会社 株式會社 有限会社 會社
会社 企業 企业 國際 国际 國家 国家 中國 中国 朝鮮 朝鲜 香港 北京 上海 大連 大连 海運 海运 船務 船务 航運 航运
航空 貿易 贸易 商貿 商贸 技術 技术 科技 電子 电子 工業 工业 實業 实业 机械 機械 設備 设备 銀行 银行 投資 投资
發展 发展 開發 开发 管理 物流 運輸 运输 能源 石油 化工 化學 化学 金屬 金属 鋼鐵 钢铁 礦業 矿业 建設 建设 建築
建筑 通信 通訊 通讯 信息 網絡 网络 系統 系统 軟件 软件 研究院 研究所 研究 大學 大学 學院 学院 中心 委員會
委员会 協會 协会 聯合 联合 服務 服务 醫藥 医药 食品 紡織 纺织 進出口 进出口 総会社 총회사 회사 무역 은행 해운
항공 선박 조선 국제 총국 광업 개발 투자 그룹 연구소 연구원 대학 위원회 인민군 인민 공화국 건설 기술 전자 기계
공업 상사 합영 합작 보험 체육 출판 통신 금속 석유 화학
"""
# Family names of two characters.
_LONG_FAMILY_NAMES = """
欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 皇甫 令狐 慕容 司徒 尉迟 尉遲 南宫 南宮 남궁 황보 제갈 선우 독고 사공
佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田
"""
_CJK = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_ANY = re.compile(f"[{_CJK}]{{2,}}")
_SIGN = re.compile(f"[{_CJK}\u3040-\u30ff]")
_HOUSE = re.compile("|".join(sorted(_HOUSE_WORDS.split(), key=lambda word: (-len(word), word))))
_FAMILY = frozenset(_LONG_FAMILY_NAMES.split())
_LONGEST_PERSON = 4


def apart(text: str) -> str:
    """A text with spaces between the words of what is written in Chinese characters or in Hangul.

    Args:
        text: In any script.
    """
    runs = _ANY.findall(text)
    if not runs:
        return text
    if len(runs) == 1 and not _HOUSE.search(text):
        return _ANY.sub(lambda found: _person(found[0]), text)
    return _HOUSE.sub(lambda found: f" {found[0]} ", text)


def _person(run: str) -> str:
    """The family name, a space, and the given name."""
    if not 3 <= len(run) <= _LONGEST_PERSON:
        return run
    cut = 2 if run[:2] in _FAMILY else 1
    return f"{run[:cut]} {run[cut:]}"


def is_written_so(text: str) -> bool:
    """Whether a text has Chinese, Japanese or Korean signs: which Latin letters these are is told in several ways."""
    return not text.isascii() and _SIGN.search(text) is not None
