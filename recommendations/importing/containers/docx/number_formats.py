"""The forms in which Word prints the numbers that it makes: ``iv``, ``d``, ``十二``, ``ب``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from recommendations.texts.numerals import han_numeral

ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
LATIN = "abcdefghijklmnopqrstuvwxyz"
#: Lists in Russian leave out what looks or sounds like another letter.
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
CHINESE_DIGITS = "〇一二三四五六七八九"
#: The largest number that is written in letters or Roman numerals.
MOST = 3_999


def roman(number: int) -> str:
    """Return a number in Roman numerals, in small letters."""
    text = ""
    for amount, letters in ROMAN:
        text += letters * (number // amount)
        number %= amount
    return text


def letter_form(letters: str) -> Callable[[int], str]:
    """Return a form that counts with letters, then with each of them twice: ``z``, ``aa``."""

    def letter(number: int) -> str:
        times, place = divmod(number - 1, len(letters))
        return letters[place] * (times + 1)

    return letter


def cycle_form(letters: str) -> Callable[[int], str]:
    """Return a form that counts with letters and begins anew after the last."""
    return lambda number: letters[(number - 1) % len(letters)]


def chinese_numeral(number: int) -> str:
    """Return a number in Chinese numerals: 一百零五."""
    return han_numeral(number) if number < 1_000 else str(number)


def chinese_digits(number: int) -> str:
    """Return a number digit by digit: 一〇."""
    return "".join(CHINESE_DIGITS[int(digit)] for digit in str(number))


def enclosing_form(first: int, last: int) -> Callable[[int], str]:
    """Return a form of characters that have a number within them; ``first`` is that of 1."""
    return lambda number: chr(first + number - 1) if number <= last else str(number)


def english_ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd …"""
    is_teen = number % 100 in (11, 12, 13)
    ending = "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def full_width(number: int) -> str:
    """Return a number in full-width digits."""
    return str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


#: By their names in Word's XML; what is not among them is refused.
NUMBER_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": full_width,
    "decimalFullWidth2": full_width,
    "numberInDash": "- {} -".format,
    "ordinal": english_ordinal,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": letter_form(LATIN.upper()),
    "lowerLetter": letter_form(LATIN),
    "russianUpper": letter_form(RUSSIAN.upper()),
    "russianLower": letter_form(RUSSIAN),
    "arabicAlpha": letter_form(ARABIC),
    "arabicAbjad": letter_form(ABJAD),
    "chineseCounting": chinese_numeral,
    "chineseCountingThousand": chinese_numeral,
    "taiwaneseCounting": chinese_numeral,
    "taiwaneseCountingThousand": chinese_numeral,
    "japaneseCounting": chinese_numeral,
    "ideographDigital": chinese_digits,
    "japaneseDigitalTenThousand": chinese_digits,
    "taiwaneseDigital": chinese_digits,
    "ideographTraditional": cycle_form(STEMS),
    "ideographZodiac": cycle_form(BRANCHES),
    "decimalEnclosedCircle": enclosing_form(0x2460, 20),
    "decimalEnclosedCircleChinese": enclosing_form(0x2460, 20),
    "decimalEnclosedParen": enclosing_form(0x2474, 20),
    "decimalEnclosedFullstop": enclosing_form(0x2488, 20),
    "ideographEnclosedCircle": enclosing_form(0x3280, 10),
    "none": lambda number: "",
}


def word_number(number: int, number_format: str) -> str:
    """Return a number as Word prints it; ``KeyError`` if the format is not known.

    Word prints nothing but digits for what is no chinese_numeral number.
    """
    form = NUMBER_FORMATS[number_format]
    return form(number) if 0 < number <= MOST else str(number)
