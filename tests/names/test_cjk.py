"""Names in Chinese characters and Hangul, put into words."""

import pytest

from sourcebook.names import words
from sourcebook.names.cjk import apart


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("沈忠國際海運有限公司", ["shenzhong", "guoji", "haiyun", "youxiangongsi"]),  # UN, KPe.071
        ("김정은", ["gim", "jeongeun"]),
        ("諸葛亮", ["zhuge", "liang"]),
        ("조선무역은행", ["joseon", "muyeog", "eunhaeng"]),
        ("상철 김", ["sangcheol", "gim"]),
        ("中国", ["zhongguo"]),
    ],
)
def test_a_name_without_spaces_is_put_into_words(name: str, folded: list[str]) -> None:
    assert words(name) == folded


@pytest.mark.parametrize("name", ["Kim Jong Un", "حزب الله", "Иванов", ""])
def test_what_is_written_otherwise_stays(name: str) -> None:
    assert apart(name) == name
