"""Every address of the house. A room's urls.py holds its public pages and those of each area: my, review, desk …"""

from django.contrib import admin
from django.urls import include, path

from candidates.appeals import urls as appeals
from candidates.certificates import urls as certificates
from candidates.coursework import urls as coursework
from candidates.fees import urls as fees
from candidates.journey import urls as journey
from candidates.my import urls as my
from candidates.portfolios import urls as portfolios
from competencies.courses import urls as courses
from competencies.standard import urls as standard
from lsscert import machines
from lsscert.accounts import approval_urls as approvals
from lsscert.desk import urls as desk
from lsscert.letters import urls as letters
from lsscert.money import urls as money
from lsscert.pages import urls as pages
from lsscert.policy import urls as policy
from scholarships.applying import urls as applying
from scholarships.awarding import urls as awarding
from scholarships.following import urls as following
from scholarships.funds import urls as funds
from scholarships.rounds import urls as rounds
from scholarships.scoring import urls as scoring

# does-it-count/ of coursework must come before courses/<ref>/.
ROOMS = (
    pages,
    coursework,
    standard,
    courses,
    journey,
    fees,
    appeals,
    portfolios,
    certificates,
    my,
    funds,
    rounds,
    applying,
    scoring,
    awarding,
    following,
    letters,
    policy,
    approvals,
    money,
    desk,
)

urlpatterns = [
    *(pattern for room in ROOMS for pattern in room.public),
    path("my/", include([pattern for room in ROOMS for pattern in room.my])),
    path("sponsor/", include([pattern for room in ROOMS for pattern in getattr(room, "sponsor", [])])),
    path("review/", include([pattern for room in ROOMS for pattern in getattr(room, "review", [])])),
    path("committee/", include([pattern for room in ROOMS for pattern in getattr(room, "committee", [])])),
    path("desk/", include([pattern for room in ROOMS for pattern in room.desk])),
    path("accounts/", include("lsscert.accounts.urls")),
    path("admin/", admin.site.urls),
    path("livez", machines.livez, name="livez"),
    path("readyz", machines.readyz, name="readyz"),
]

handler400 = "lsscert.errors.bad_request"
handler403 = "lsscert.errors.forbidden"
handler404 = "lsscert.errors.not_found"
handler500 = "lsscert.errors.server_error"
