"""A real object for the arguments of this room's addresses."""

from candidates.certificates.models import Certificate, CertificateRequest
from lsscert.samples import any_of, by, own

SAMPLES = {
    **by(Certificate, {"number": "number"}, "verify_number"),
    **by(Certificate, {"number": "number", "token": "link_token"}, "verify_link"),
    **own(Certificate, "candidacy__person", "my_certificate_pdf", "my_certificate_listing"),
    **any_of(CertificateRequest, "desk_certificate_request", "desk_certificate_issue"),
    **any_of(Certificate, "desk_certificate", "desk_certificate_pdf"),
}
