"""Chinese numerals, as headings and article numbers use them."""

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}


def chinese_number(numeral: str) -> int:
    """``二十七`` is 27, ``一百零三`` is 103; raises ``ValueError`` for anything else."""
    total, digit = 0, 0
    for character in numeral:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif character == "百":
            total, digit = total + digit * 100, 0
        else:
            raise ValueError(f"{numeral} is no Chinese numeral")
    return total + digit
