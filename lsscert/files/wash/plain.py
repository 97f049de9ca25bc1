"""Plain text: readable, and nothing but text."""

from .refusing import NotWashed

_ALLOWED = {"\t", "\n", "\r", "\f"}
MOST_BYTES = 5 * 1024 * 1024


def wash_text(content: bytes) -> bytes:
    """The same in UTF-8; what Windows wrote in its own letters is read as such."""
    if len(content) > MOST_BYTES:
        raise NotWashed("type")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise NotWashed("type") from None
    if any(char < " " and char not in _ALLOWED for char in text):
        raise NotWashed("control")
    if not text.strip():
        raise NotWashed("empty")
    return text.replace("\r\n", "\n").encode()
