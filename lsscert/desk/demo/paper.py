"""Papers as they are sent in: real PDFs of one page, plainly labelled."""

import io
from datetime import date
from decimal import Decimal

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from lsscert.ui.wording import day, money

LETTER_PAGE = (612, 792)  # points


def proof(*, name: str, course: str, provider: str, completed_on: date) -> SimpleUploadedFile:
    lines = (
        (22, "Certificate of completion"),
        (14, name),
        (12, f"has completed and passed: {course}"),
        (12, f"{provider}, {day(completed_on)}"),
        (10, "Made for a demonstration; no such course was held."),
    )
    return SimpleUploadedFile("completion certificate.pdf", _pdf(lines), "application/pdf")


def purchase_order(*, number: str, buyer: str, amount: Decimal) -> SimpleUploadedFile:
    lines = (
        (22, f"Purchase order {number}"),
        (14, buyer),
        (12, f"Library Support Staff Certification: {money(amount)}"),
        (10, "Made for a demonstration; nothing was ordered."),
    )
    return SimpleUploadedFile("purchase order.pdf", _pdf(lines), "application/pdf")


def work() -> SimpleUploadedFile:
    """What somebody shows of their work; it names nobody."""
    lines = (
        (22, "Finding a book by its number"),
        (12, "1. Look the title up.  2. Note the number.  3. Follow the signs at the shelves."),
        (10, "Made for a demonstration."),
    )
    return SimpleUploadedFile("guide for the desk.pdf", _pdf(lines), "application/pdf")


def resume(*, name: str, employer: str) -> SimpleUploadedFile:
    lines = (
        (22, name),
        (14, employer),
        (12, "Master of Library Science; teaches library technicians."),
        (10, "Made for a demonstration; there is no such person."),
    )
    return SimpleUploadedFile("resume.pdf", _pdf(lines), "application/pdf")


def letter_of_reference(*, name: str, by: str) -> SimpleUploadedFile:
    lines = (
        (22, "To the committee"),
        (12, f"I have worked beside {name} for two years."),
        (12, "Patrons ask for them by name. They would bring back what they learn, and teach it."),
        (14, by),
        (10, "Made for a demonstration; there is no such person."),
    )
    return SimpleUploadedFile(f"letter for {name}.pdf", _pdf(lines), "application/pdf")


def blurred_scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("scan.pdf", _pdf(((9, "(a scan too dark to read)"),)), "application/pdf")


def _pdf(lines: tuple[tuple[int, str], ...]) -> bytes:
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page = pdf.add_blank_page(page_size=LETTER_PAGE)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    text, height = [b"BT"], 640
    for size, line in lines:
        text.append(f"/F1 {size} Tf 1 0 0 1 90 {height} Tm ({_escaped(line)}) Tj".encode("cp1252", "replace"))
        height -= 2 * size + 10
    page.Contents = pdf.make_stream(b"\n".join([*text, b"ET"]))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
