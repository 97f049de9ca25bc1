from competencies.standard.models import SetEdition


def current_edition() -> str:
    """The newest edition on record, which a candidate accepted today is judged by. LookupError when none is loaded."""
    edition = SetEdition.objects.order_by("-edition").values_list("edition", flat=True).first()
    if edition is None:
        raise LookupError("no edition of the standard is loaded; run load_standard")
    return edition
