"""The wording that a passage gives a recommendation, by the rules of the codebook."""

from recommendations.texts.wording import Wording, passage_wording


def test_a_passage_without_items_is_the_text_itself() -> None:
    assert passage_wording("缔约国应当行动。") == Wording("", "缔约国应当行动。")


def test_items_follow_on_lines_of_their_own() -> None:
    items = [("a", "甲；"), ("b", "乙。"), ("2", "丙。")]
    assert passage_wording("应当：", items).text == "应当：\n(a) 甲；\n(b) 乙。\n2. 丙。"


def test_the_passage_above_is_the_chapeau() -> None:
    wording = passage_wording("甲；", above="缔约国应当：")
    assert wording == Wording("缔约国应当：", "甲；")
    assert wording.words == "缔约国应当：\n甲；"
