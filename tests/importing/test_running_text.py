"""Printed lines become running text, as the codebook's rule for texts says."""

import pytest

from recommendations.importing.layout.running_text import stretched_words, unwrap_lines


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("进行有效的\n边境管制", "进行有效的边境管制"),
        ("《偷运移民议定书》第 16 条第\n5 款", "《偷运移民议定书》第 16 条第 5 款"),
        ("截至 2010 年 2\n月 3 日", "截至 2010 年 2 月 3 日"),
        ("偷运的移民 94%\n是非洲人", "偷运的移民 94%是非洲人"),
        ("其中，\n9%涉及使用伪造证件", "其中，9%涉及使用伪造证件"),
        ("解决\nCOVID-19 大流行", "解决 COVID-19 大流行"),
        ("YouTube\n等社交媒体", "YouTube 等社交媒体"),
        ("良好做法\n(CTOC/COP/WG.7/2020/2)", "良好做法 (CTOC/COP/WG.7/2020/2)"),
        ("可查阅：www.globalmigrationgroup.\norg/pdf", "可查阅：www.globalmigrationgroup.org/pdf"),
        ("偷 运 罪 行 以及保 护", "偷运罪行以及保护"),
        ("人权至关重要 。可 查 阅\nwww.unodc.org", "人权至关重要。可查阅 www.unodc.org"),
        ("Mat ías Fern ández 先生", "Mat ías Fern ández 先生"),
        ("第 10条和", "第 10条和"),
        ("Manfred\nNowak", "Manfred Nowak"),
        ("the “smuggling of\nmigrants”\nmeans", "the “smuggling of migrants” means"),
        ("States —\nall of them…\n“shall”", "States — all of them… “shall”"),
        ("95%\nof them “…” ‘…’", "95% of them “…” ‘…’"),
        ("see www.unodc.org/\nunodc", "see www.unodc.org/unodc"),
    ],
)
def test_lines_are_joined_as_the_documents_print_them(lines: str, text: str) -> None:
    assert unwrap_lines(lines, []) == (text, [])


def test_a_mark_is_cut_out_and_its_place_kept() -> None:
    assert unwrap_lines("行为。4\n尽管", [(3, 4)]) == ("行为。尽管", [3])


def test_a_mark_at_the_beginning_of_a_line_belongs_to_the_line_before() -> None:
    assert unwrap_lines("风险。\n32例如", [(4, 6)]) == ("风险。例如", [3])


def test_only_spaces_between_chinese_characters_stretch_a_line() -> None:
    assert stretched_words("第 6 条，可 查 阅 COVID-19 疫情") == ["可 查 阅"]
