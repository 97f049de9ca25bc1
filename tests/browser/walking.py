"""A person's way through the pages, step by step, as hands and eyes would go: by labels, buttons and delivered mail."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.post import Sink, deliver_letters, text_of

PASSWORD = "a long password for the walk"
SETS = ("FLS", "COM", "TEC", "ACC", "CAT", "REF")


@dataclass
class Walker:
    """One person at one browser. `look` is called on every page that is worth judging."""

    page: Page
    sink: Sink
    look: Callable[[Page], None]
    email: str
    name: str

    def sign_up(self) -> None:
        self.page.goto("/accounts/signup/")
        self.look(self.page)
        self.page.get_by_label("Your name").fill(self.name)
        self.page.get_by_label("E-mail").fill(self.email.upper())
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Create the account").click()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        self.look(self.page)
        self.page.goto(self.link_in("confirm-email"))
        self.look(self.page)
        self.page.get_by_role("button", name="Yes, it is mine").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Welcome")
        self.look(self.page)

    def sign_in(self) -> None:
        self.page.goto("/accounts/login/")
        self.look(self.page)
        self.page.get_by_label("E-mail").fill(self.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(re.compile("/(desk|my)/$"))

    def link_in(self, part: str) -> str:
        """The newest delivered link that has a part in it."""
        deliver_letters()
        for message in reversed(self.sink.messages(self.email)):
            if found := re.search(rf"https?://\S*{part}\S*", text_of(message)):
                return found[0]
        raise AssertionError(f"no letter to {self.email} with a link to {part}")

    def follow(self, part: str) -> None:
        self.page.goto(self.link_in(part))
        self.look(self.page)

    def pick(self, choice: str) -> None:
        """A choice drawn as a card: the whole card is its label."""
        self.page.locator("label", has_text=re.compile(f"^{choice}$")).click()

    def apply(self, *, since: date, ala_number: str = "") -> None:
        self.page.get_by_role("link", name="Start the application").click()
        self.look(self.page)
        self.pick("High-school diploma")
        self.page.get_by_label("State or region").fill("Oregon")
        self.page.get_by_label("ALA member number").fill(ala_number)
        self.page.get_by_label("Library", exact=True).fill("Cedar Valley Library")
        self.page.get_by_label("Your post there").fill("Circulation assistant")
        self.page.get_by_label("Kind of library").select_option("public")
        self.page.get_by_label("First day").fill(since.isoformat())
        self.page.get_by_label("Hours per week").fill("35")
        self.page.get_by_role("button", name="Check my hours first").click()
        expect(self.page.locator("#rule")).to_contain_text("35 h × 52 weeks")
        expect(self.page.locator("#rule")).to_contain_text("Eligible")
        self.look(self.page)
        self.page.get_by_label("What I wrote is true").check()
        self.page.get_by_role("button", name="Send the application").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(
            "Your application is with the office"
        )
        self.look(self.page)

    def pay_by_card(self, amount: str) -> None:
        self.page.get_by_role("link", name="See how to pay").click()
        self.look(self.page)
        self.page.get_by_role("link", name="Open the invoice").click()
        self.look(self.page)
        expect(self.page.locator("main")).to_contain_text(amount)
        self.page.get_by_role("button", name=re.compile("by card")).first.click()
        expect(self.page.locator("main")).to_contain_text("demonstration")
        self.look(self.page)
        self.page.get_by_role("button", name=re.compile("Pretend to pay")).click()
        expect(self.page.locator("main")).to_contain_text("Your payment has arrived")
        self.look(self.page)

    def choose_electives(self, *names: str) -> None:
        self.page.goto("/my/plan/")
        self.look(self.page)
        for name in names:
            self.page.get_by_label(name).check()
        self.page.get_by_role("button", name="Set my plan").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Six sets to go")
        self.look(self.page)

    def report_course(self, set_name: str, completed_on: date, proof: Path) -> None:
        self.page.goto("/my/")
        card = self.page.locator(".set-card", has_text=set_name)
        card.get_by_role("link", name="Report a course").click()
        course = self.page.get_by_label("Course", exact=True)
        value = course.locator("option", has_text="Demonstration:").first.get_attribute("value")
        course.select_option(value)
        self.page.get_by_label("Completed on").fill(completed_on.isoformat())
        self.pick("Yes")
        self.page.get_by_label("Proof").set_input_files(proof)
        self.look(self.page)
        self.page.get_by_role("button", name="Send it to the office").click()
        expect(self.page.locator("main")).to_contain_text("With the office")
        self.look(self.page)

    def ask_for_certificate(self, name: str) -> None:
        self.page.goto("/my/")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Six of six sets done")
        self.look(self.page)
        self.page.get_by_role("link", name="Ask for my certificate").click()
        self.look(self.page)
        self.page.get_by_label("Name on the certificate").fill(name)
        self.page.get_by_role("button", name="Ask for the certificate").click()
        expect(self.page.locator("main")).to_contain_text("With the office")
        self.look(self.page)

    # The desk

    def accept(self, name: str) -> None:
        self.page.goto("/desk/")
        self.look(self.page)
        self.page.get_by_role("main").get_by_role("link", name="Applications to decide").click()
        self.look(self.page)
        self.page.get_by_role("link", name=name).click()
        self.look(self.page)
        self.page.get_by_role("button", name="Accept").click()
        expect(self.page.locator("main")).to_contain_text("is accepted")

    def record_cheque(self, name: str, number: str) -> None:
        self.page.goto("/desk/fees/")
        self.look(self.page)
        self.page.locator("tr", has_text=name).get_by_role("link").first.click()
        self.look(self.page)
        owed = self.page.locator(".table-ledger .sum td").inner_text().removeprefix("$")
        self.page.get_by_role("link", name="Record a payment for it").click()
        self.page.get_by_label("Amount", exact=True).fill(owed)
        self.page.get_by_label("Number of the cheque or transfer").fill(number)
        expect(self.page.locator("#entry-sum")).to_contain_text("nothing left over")
        self.look(self.page)
        self.page.get_by_role("button", name="Save the payment").click()
        expect(self.page.locator("main")).to_contain_text("is recorded")

    def verify_all(self, count: int) -> None:
        self.page.goto("/desk/coursework/")
        self.look(self.page)
        self.page.locator("main table").get_by_role("link").first.click()
        for left in range(count, 0, -1):
            self.look(self.page)
            expect(self.page.locator("main")).to_contain_text("1 March 2024")
            self.page.get_by_role("button", name="Counts", exact=True).click()
            if left > 1:
                expect(self.page.get_by_role("button", name="Counts", exact=True)).to_be_visible()
        expect(self.page.locator("main")).to_contain_text(re.compile("Nothing (waits|to check|left)"))

    def issue(self, name: str) -> str:
        self.page.goto("/desk/certificates/")
        self.look(self.page)
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()
        self.look(self.page)
        self.page.get_by_role("button", name="Issue the certificate").click()
        found = re.search(r"LSSC-\d{4}-\d{5}-[A-Z]", self.page.locator("main").inner_text())
        assert found, self.page.locator("main").inner_text()
        self.look(self.page)
        return found[0]
