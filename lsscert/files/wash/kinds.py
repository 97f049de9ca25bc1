"""What a file is, by its first bytes; the name says nothing."""

from .refusing import NotWashed

PDF, PNG, JPEG, DOCX, PPTX, XLSX, MP3, MP4, TXT = (
    "pdf",
    "png",
    "jpeg",
    "docx",
    "pptx",
    "xlsx",
    "mp3",
    "mp4",
    "txt",
)
ZIP = "zip"  # which Office document it is, its own parts say

_BEGINS = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"PK\x03\x04", ZIP),
    (b"ID3", MP3),
)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
_SCRIPTS = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"<body", b"<head")
_HEIC = {b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"heim", b"avif"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def kind_of(head: bytes) -> str:
    """NotWashed with program, script, heic, old_office, locked_office, archive, word or empty."""
    if not head:
        raise NotWashed("empty")
    for begins, kind in _BEGINS:
        if head.startswith(begins):
            return kind
    _what_else_it_is(head)
    if head[4:8] == b"ftyp":
        return MP4
    if _is_mpeg_audio(head):
        return MP3
    return TXT


def _what_else_it_is(head: bytes) -> None:
    """Kinds that people send in good faith or in bad, so that they can be told what to do about it."""
    if head.startswith(_PROGRAMS):
        raise NotWashed("program")
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").lower().startswith(_SCRIPTS):
        raise NotWashed("script")
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        raise NotWashed("heic")
    if head.startswith(_OLE):
        raise NotWashed("locked_office" if ENCRYPTED_OFFICE in head else "old_office")
    if head.startswith(b"{\\rtf"):
        raise NotWashed("word")
    if head.startswith(_ARCHIVES):
        raise NotWashed("archive")


def _is_mpeg_audio(head: bytes) -> bool:
    return len(head) > 4 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
