"""What was promised to go out goes out, and what was given to us is still there."""

from lsscert import clock
from lsscert.desk.invariants.check import Check
from lsscert.files import keeping
from lsscert.letters import services as letters


def letters_nobody_will_send() -> int:
    return letters.without_job().count()


def rows_without_files() -> int:
    return sum(1 for _stored in keeping.rows_without_files())


def files_that_changed() -> int:
    return sum(1 for _stored in keeping.files_that_changed())


def files_without_rows() -> int:
    return sum(1 for _path in keeping.files_without_rows(now=clock.now()))


CHECKS = (
    Check("letters", "every letter is sent, or a job is waiting to send it", letters_nobody_will_send),
    Check("files", "every file on record is in the store", rows_without_files),
    Check("file_hashes", "every file in the store is as it was given", files_that_changed),
    Check("stray_files", "every file in the store is on record", files_without_rows),
)
