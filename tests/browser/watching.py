"""Notes what goes wrong in a page while a test looks elsewhere."""

from playwright.sync_api import ConsoleMessage, Page, Request, Response


class Watch:
    """Script errors, breaches of the Content-Security-Policy, missing static files, requests to other hosts."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.faults: list[str] = []

    def over(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"script error on {page.url}: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that is meant to answer 404 says so here too; missing files are noted by their response.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.faults.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.faults.append(f"{response.status} for {response.url}")
