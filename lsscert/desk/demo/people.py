"""Who lives in the demo, and how they sign in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from lsscert.accounts.models import Person, User
from lsscert.accounts.services import make_person, make_staff

PASSWORD = "demo-lsscert"  # noqa: S105 - printed on purpose; production settings refuse demo people
STAFF, SPONSOR, SUPERUSER = "staff", "sponsor", "superuser"

WORKSHOPS = ("Ada Brightwater", "Bo Lindqvist", "Cleo Marsh", "Dov Ashkenazi", "Esi Owusu", "Finn Gallagher")


@dataclass(frozen=True)
class DemoPerson:
    """`can_try` is what the printed table says of them; `joined` counts days before today."""

    email: str
    name: str
    can_try: str
    joined: int
    role: str = ""


MAIN = (
    DemoPerson("new@demo.test", "Nora Whitfield", "signed up, nothing else: start an application", 1),
    DemoPerson(
        "candidate@demo.test",
        "Carla Mendes",
        "active: portfolios in draft and in review",
        330,
    ),
    DemoPerson("nearly@demo.test", "Nadia Brooks", "six sets done: ask for the certificate", 780),
    DemoPerson("graduate@demo.test", "Grace Okafor", "certified, renewal open", 1740),
    DemoPerson("sponsor@demo.test", "Silvia Aranda", "buys seats for a library district", 150, SPONSOR),
    DemoPerson(
        "staff@demo.test", "Sam Ellery", "the desk: decide, record cheques, check, issue", 2200, STAFF
    ),
    DemoPerson("staff2@demo.test", "Ines Kowalski", "the desk, as a second pair of eyes", 2200, STAFF),
    DemoPerson("reviewer1@demo.test", "Rafael Ortiz", "reviews portfolios, near the yearly cap", 700),
    DemoPerson("reviewer2@demo.test", "Judith Bauer", "reviews portfolios, has room for more", 650),
    DemoPerson("reviewer3@demo.test", "Priya N. Shah", "reviews portfolios, away just now", 600),
    DemoPerson("reviewer4@demo.test", "Tom Okello", "invited to review, training not passed yet", 30),
    DemoPerson(
        "committee1@demo.test", "Beth Nakamura", "runs the division's scholarship rounds, judges", 900
    ),
    DemoPerson("committee2@demo.test", "Omar Haddad", "keeps the division's funds, judges", 880),
    DemoPerson("committee3@demo.test", "Lucille Grant", "judges applications of the division", 860),
    DemoPerson("admin@demo.test", "Ada Lindgren", "/admin/, for looking only", 2200, SUPERUSER),
)
OTHERS = (
    DemoPerson("eli@demo.test", "Eli Whitmore", "applied, eligible, waits for the decision", 5),
    DemoPerson("tessa@demo.test", "Tessa Quinn", "applied with too few hours", 12),
    DemoPerson("marcus@demo.test", "Marcus Webb", "applied with corrected hours", 7),
    DemoPerson("hannah@demo.test", "Hannah Lindqvist", "accepted, fee still open", 33),
    DemoPerson("june@demo.test", "June Castellano", "pays with an employer's order and instalments", 46),
    DemoPerson("daniel@demo.test", "Daniel Reyes", "a course that waits for its approval date", 240),
    DemoPerson("priya@demo.test", "Priya Raman", "certificate asked for", 900),
    DemoPerson("samuel@demo.test", "Samuel Boone", "request for a certificate given back", 870),
    DemoPerson("rosa@demo.test", "Rosa Ibarra", "certified, name corrected since", 1100),
    DemoPerson("owen@demo.test", "Owen Fletcher", "not eligible, refund to send", 40),
    DemoPerson("lena@demo.test", "Lena Fischer", "withdrew the application", 60),
    DemoPerson("iris@demo.test", "Iris Novak", "active: employer's purchase order and an award", 26),
    DemoPerson("victor@demo.test", "Victor Salas", "paid his part, the employer's purchase order waits", 18),
    DemoPerson("greta@demo.test", "Greta Abbott", "active, but the cheque came back from the bank", 75),
    DemoPerson("paul@demo.test", "Paul Arden", "his library paid more than was asked", 48),
    DemoPerson(
        "ruth@demo.test", "Ruth Castellan", "enrolled by a seat, lets the sponsor see how it goes", 118
    ),
    DemoPerson("ben@demo.test", "Ben Halloran", "enrolled by a seat, progress not shared", 96),
    DemoPerson("lssirt@demo.test", "Wendell Pruitt", "runs the rounds of another organisation", 700),
    *(
        DemoPerson(
            f"{name.replace(' ', '.').lower()}@demo.test", name, "applied for the autumn workshops", 60
        )
        for name in WORKSHOPS
    ),
    DemoPerson("tom@demo.test", "Tom Baxter", "accepted place lapsed", 140),
)


def settle_in(person: DemoPerson, *, hashed: str, joined: datetime) -> tuple[Person, bool]:
    """The person with a confirmed address and a password, and whether they are new. Running again changes nothing."""
    user, created = User.objects.get_or_create(
        email=person.email,
        defaults={
            "password": hashed,
            "is_staff": person.role == SUPERUSER,
            "is_superuser": person.role == SUPERUSER,
        },
    )
    if not created:
        return Person.objects.get(user=user), False
    User.objects.filter(pk=user.pk).update(date_joined=joined)
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    human = make_person(user=user, name=person.name)
    if person.role == STAFF:
        make_staff(person=human)
    return human, True


def hashed_password() -> str:
    """Hashing is slow on purpose, so it is done once for all of them."""
    return make_password(PASSWORD)
