"""The characters of Chinese text, to stand between the brackets of a regular expression."""

#: Chinese characters: ideographs, their radicals, the marks of repetition, the zero.
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"

#: The other characters that are as wide: punctuation, letters and digits, numerals in brackets.
WIDE = "\u3000-\u3004\u3008-\u303f\u3220-\u3229\uff00-\uffef"
