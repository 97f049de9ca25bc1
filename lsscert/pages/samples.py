"""A real object for the arguments of this room's addresses."""

from lsscert.pages.models import ContactMessage
from lsscert.samples import any_of

SAMPLES = {
    **any_of(ContactMessage, "desk_message_answered"),
}
