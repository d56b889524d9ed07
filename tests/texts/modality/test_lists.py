"""Items take the modal word of their chapeau by the same rule in every language."""

from __future__ import annotations

import pytest

from recommendations.texts.modality import leading_phrase, modal_places, read_modality

#: A chapeau that asks those who are to act, an item of it, and the modal word.
ACTING = {
    "ar": ("ينبغي للدول الأطراف القيام بما يلي:", "تعزيز التعاون؛", "ينبغي"),
    "zh-hans": ("缔约国应当：", "加强合作；", "应当"),
    "en": ("States parties should:", "Strengthen cooperation;", "should"),
    "fr": ("Les États parties devraient :", "Renforcer la coopération ;", "devraient"),
    "ru": ("Государствам-участникам следует:", "укреплять сотрудничество;", "следует"),
    "es": ("Los Estados parte deberían:", "Reforzar la cooperación;", "deberían"),
}
#: A chapeau that asks the Working Group to ask the States parties.
ASKING = {
    "ar": "لعل الفريق العامل يود أن يوصي الدول الأطراف باتخاذ التدابير التالية:",
    "zh-hans": "工作组不妨建议缔约国采取以下行动：",
    "en": "The Working Group may wish to recommend that States parties take the following action:",
    "fr": (
        "Le Groupe de travail voudra peut-être recommander aux États parties de prendre les"
        " mesures suivantes :"
    ),
    "ru": (
        "Рабочая группа, возможно, пожелает рекомендовать государствам-участникам принять"
        " следующие меры:"
    ),
    "es": (
        "El Grupo de Trabajo tal vez desee recomendar a los Estados parte que adopten las medidas"
        " siguientes:"
    ),
}


@pytest.mark.parametrize("language", ACTING)
def test_an_item_goes_on_with_a_chapeau_that_asks_those_who_act(language: str) -> None:
    chapeau, item, modal = ACTING[language]
    read = read_modality(item, chapeau, language)
    assert (read.strength, read.modal, read.in_chapeau) == ("should", modal, True)
    assert read.addressees == ("states-parties",)
    start = chapeau.index(modal)
    assert modal_places(item, chapeau, modal, language) == ([(start, start + len(modal))], [])


@pytest.mark.parametrize("language", ASKING)
def test_an_item_takes_only_its_addressee_from_a_chapeau_that_asks_somebody_else(
    language: str,
) -> None:
    _chapeau, item, _modal = ACTING[language]
    read = read_modality(item, ASKING[language], language)
    assert (read.strength, read.modal, read.in_chapeau) == ("none", "", False)
    assert read.addressees == ("states-parties",)


def test_only_the_last_sentence_of_a_chapeau_speaks() -> None:
    chapeau = "States parties should cooperate (see para. 4). In its decision, the Conference:"
    assert leading_phrase(chapeau, "en") is None
    read = read_modality("Urges States parties to cooperate;", chapeau, "en")
    assert (read.strength, read.addressees) == ("urge", ("states-parties",))


def test_an_abbreviation_ends_no_sentence() -> None:
    words = "States parties to the Protocol, in the light of art. 8 and para. 3, should cooperate."
    assert read_modality(words, "", "en").addressees == ("states-parties",)


def test_marks_stand_where_the_word_is_printed_not_where_it_is_quoted() -> None:
    words = "“What States should do” is a title; States\u00a0should\u00a0consider more."
    [place] = modal_places(words, "", "should\u00a0consider", "en")[1]
    assert words[slice(*place)] == "should\u00a0consider"
    twice = "The guide “You should know” should be updated."
    [place] = modal_places(twice, "", "should", "en")[1]
    assert place[0] == twice.rindex("should")


def test_letters_with_accents_of_their_own_are_read_as_one() -> None:
    words = "Les E\u0301tats parties sont encourage\u0301s a\u0300 agir."
    read = read_modality(words, "", "fr")
    assert (read.strength, read.modal) == ("encourage", "sont encourage\u0301s")
    assert read.addressees == ("states-parties",)


@pytest.mark.parametrize("language", ACTING)
def test_no_words_ask_nothing(language: str) -> None:
    assert read_modality("", "", language).strength == "none"
    assert modal_places("", "", "", language) == ([], [])


#: A chapeau that presents the recommendations behind it to a body, and an item.
PRESENTING = {
    "ar": ("لعل المؤتمر يود النظر في التوصيات التالية:", "ينبغي للدول الأعضاء أن تتعاون؛"),
    "zh-hans": ("缔约方会议不妨审议以下建议：", "会员国应当开展合作；"),
    "en": (
        "The Conference may wish to consider the following recommendations:",
        "Member States should cooperate;",
    ),
    "fr": (
        "La Conférence souhaitera peut-être examiner les recommandations suivantes\u00a0:",
        "Les États Membres devraient coopérer\u00a0;",
    ),
    "ru": (
        "Конференция, возможно, пожелает рассмотреть следующие рекомендации:",
        "государствам-членам следует сотрудничать;",
    ),
    "es": (
        "La Conferencia tal vez desee examinar las siguientes recomendaciones:",
        "Los Estados Miembros deberían cooperar;",
    ),
}


@pytest.mark.parametrize("language", PRESENTING)
def test_an_item_takes_nothing_from_a_chapeau_that_presents_it_to_somebody(language: str) -> None:
    chapeau, item = PRESENTING[language]
    read = read_modality(item, chapeau, language)
    assert (read.strength, read.in_chapeau) == ("should", False)
    assert read.addressees == ("member-states",)
