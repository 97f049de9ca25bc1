"""Where upper rooms listen to a candidacy. All run inside the transaction that changes it."""

from lsscert.registry import Hook

# candidacy, by, now
APPLICATION_SUBMITTED = Hook()
# candidacy, why, by, now: it ended without becoming active
CANDIDACY_CLOSED = Hook()
