"""Typed text: keys to compare names by, digits, and what may not leave a line."""

import unicodedata

# Persian and Arabic keyboards give different letters for the same name. The
# Arabic form is the target because NFKC composes it with hamza and the Persian
# one not, so that both spellings end in one letter.
_LETTER_FOLDS = {
    "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
}
# Unicode has the letters that Persian adds behind all Arabic ones.
_PLACES = {
    "\N{ARABIC LETTER PEH}": ord("\N{ARABIC LETTER BEH}") + 0.5,
    "\N{ARABIC LETTER TCHEH}": ord("\N{ARABIC LETTER JEEM}") + 0.5,
    "\N{ARABIC LETTER JEH}": ord("\N{ARABIC LETTER ZAIN}") + 0.5,
    "\N{ARABIC LETTER KEHEH}": ord("\N{ARABIC LETTER KAF}"),
    "\N{ARABIC LETTER GAF}": ord("\N{ARABIC LETTER KAF}") + 0.5,
    "\N{ARABIC LETTER FARSI YEH}": ord("\N{ARABIC LETTER YEH}"),
}
_TATWEEL = "\N{ARABIC TATWEEL}"
_KEPT_CONTROLS = frozenset("\n\t")
# Browsers write an underscore for the joiners.
_NOT_IN_FILE_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\u200c\u200d', " "))
_LINE_BREAKS = frozenset("\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}")


def to_latin_digits(text: str) -> str:
    """Return the text with the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(_latin_digit(char) for char in text)


def match_key(name: str) -> str:
    """Return the key by which two spellings of one name are the same name."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    folded = "".join(_match_char(char) for char in folded)
    return " ".join(unicodedata.normalize("NFKC", folded).casefold().split())


def sort_key(name: str) -> list[float]:
    """Return the key to order names by: no accents, Persian letters in their places."""
    folded = unicodedata.normalize("NFD", name).casefold()
    return [
        _PLACES.get(char, ord(char))
        for char in folded
        if not unicodedata.combining(char)
    ]


def clean_line(text: str) -> str:
    """Return what was typed as one line: NFC, no control characters, no ends."""
    return one_line(unicodedata.normalize("NFC", text)).strip()


def clean_text(text: str) -> str:
    """Return what was typed over several lines: NFC, only line feeds and tabs."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (char for char in unified if char in _KEPT_CONTROLS or not is_control(char))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def one_line(text: str) -> str:
    """Return the text fit for a mail header, a calendar line or a log line."""
    return "".join(" " if is_control(char) else char for char in text)


def file_name(text: str, *, longest: int) -> str:
    """Return the text as one line that any system takes as the name of a file."""
    return " ".join(one_line(text).translate(_NOT_IN_FILE_NAMES).split())[:longest]


def isolated(text: str) -> str:
    """Keep a text of people from turning the sentence around it."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def is_control(char: str) -> bool:
    """Tell whether the character could end a line or hide in one."""
    return unicodedata.category(char) in {"Cc", "Cs"} or char in _LINE_BREAKS


def _latin_digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def _match_char(char: str) -> str:
    # Cf holds the joiners, the bidi marks and isolates, and the zero-width marks.
    if char == _TATWEEL or unicodedata.category(char) == "Cf":
        return ""
    # PostgreSQL takes no NUL, and no control character is part of a name.
    if is_control(char) and not char.isspace():
        return ""
    return _latin_digit(_LETTER_FOLDS.get(char, char))
