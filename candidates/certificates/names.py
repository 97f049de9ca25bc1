"""Whether what somebody typed is the surname of the person on a certificate."""

import unicodedata

# Letters that Unicode does not take apart, as people without that key type them.
ALSO_TYPED = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ŋ": "n",
        "ħ": "h",
        "ŧ": "t",
    }
)
# What may follow a surname without being part of it.
AFTER_THE_SURNAME = {"jr", "sr", "ii", "iii", "iv", "phd", "edd", "md", "mls", "mlis", "clss"}
LONGEST_TYPED = 250


def is_surname_of(typed: str, name: str) -> bool:
    """Case, accents, hyphens, apostrophes and spaces do not matter ("Vandenberg" is "van den Berg").

    Choice, since nobody can tell from a name alone where the surname begins: it is what the name ends with, in one
    word or several. For "Maria Elena Delgado-Ruiz" that is "Delgado-Ruiz", "Ruiz", also "Delgado" (part of a
    hyphenated surname), and "Elena Delgado-Ruiz"; never "Maria" or "Elena". The whole name in any order is right too,
    which serves names that begin with the surname and those of one word. Jr., III, PhD and the like may be left out.
    """
    given = "".join(_words(typed[:LONGEST_TYPED]))
    return bool(given) and any(given in _right_answers(words, after) for words, after in _readings(name))


def _right_answers(words: list[list[str]], after: str) -> set[str]:
    """`words` has the parts of each word, [["maria"], ["delgado", "ruiz"]]; `after` may follow the surname: "jr"."""
    flat = [part for word in words for part in word]
    endings = {"".join(flat[cut:]) for cut in range(1, len(flat))}
    # The whole name, also with the surname moved to the other end: "Delgado Ruiz, Maria".
    whole = {"".join(flat[cut:] + flat[:cut]) for cut in range(len(flat))}
    right = endings | whole
    return right | {answer + after for answer in right} | (set(words[-1]) if len(words) > 1 else set())


def _readings(name: str) -> list[tuple[list[list[str]], str]]:
    """Without what follows the surname, if two words are left then; else that may be the surname: "Naomi Ii"."""
    words = [parts for parts in (_words(word) for word in name.split()) if parts]
    bare = list(words)
    while len(bare) > 1 and len(bare[-1]) == 1 and bare[-1][0] in AFTER_THE_SURNAME:
        bare.pop()
    after = "".join(word[0] for word in words[len(bare) :])
    readings = [(bare, after)] if bare else []
    return [*readings, (words, "")] if after and len(bare) == 1 else readings


def _words(text: str) -> list[str]:
    """Plain lower-case words. Apostrophes and full stops join ("O'Brien", "Ph.D."); all other signs part."""
    text = unicodedata.normalize("NFKD", text).casefold().translate(ALSO_TYPED)
    kept = (_kept(char) for char in unicodedata.normalize("NFKD", text))
    return "".join(kept).split()


def _kept(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Mn", "Cf", "Lm", "Sk"} or char in "'’.`":
        return ""
    return char if category[0] in "LNM" else " "
