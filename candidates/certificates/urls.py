from django.urls import URLPattern, path

from candidates.certificates.views import candidate, staff
from candidates.certificates.views import public as checking

public: list[URLPattern] = [
    path("verify/", checking.verify, name="verify"),
    path("verify/<str:number>/", checking.verify_number, name="verify_number"),
    path("verify/<str:number>/<str:token>/", checking.verify_link, name="verify_link"),
]
my: list[URLPattern] = [
    path("certificate/", candidate.certificate, name="my_certificate"),
    path("certificate/<ref:ref>/pdf/", candidate.certificate_pdf, name="my_certificate_pdf"),
    path("certificate/<ref:ref>/listing/", candidate.certificate_listing, name="my_certificate_listing"),
]
desk: list[URLPattern] = [
    path("certificates/", staff.certificates, name="desk_certificates"),
    path("certificates/requests/<ref:ref>/", staff.certificate_request, name="desk_certificate_request"),
    path("certificates/requests/<ref:ref>/issue/", staff.issue, name="desk_certificate_issue"),
    path("certificates/<ref:ref>/", staff.certificate, name="desk_certificate"),
    path("certificates/<ref:ref>/pdf/", staff.certificate_pdf, name="desk_certificate_pdf"),
]
