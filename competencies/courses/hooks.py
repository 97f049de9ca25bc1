"""Where upper rooms listen to courses. All run inside the transaction that changes the course."""

from lsscert.registry import Hook

# course, by, now: an approval period was added, corrected or removed
APPROVALS_CHANGED = Hook()
