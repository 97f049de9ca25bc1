"""How long a response is against “about three pages”. A guide, never a limit. Pure."""

from dataclasses import dataclass

PAGES = 3


@dataclass(frozen=True)
class Length:
    words: int
    guide: int

    @property
    def beyond(self) -> bool:
        return self.words > self.guide

    @property
    def share(self) -> int:
        """Of the guide, in whole percent; full at 100, however long it is."""
        if self.guide <= 0:
            return 0
        return min(100, 100 * self.words // self.guide)

    @property
    def pages(self) -> float:
        """About how many pages that is, to a half; something written is never no page at all."""
        if not self.words or self.guide <= 0:
            return 0.0
        return max(0.5, round(2 * PAGES * self.words / self.guide) / 2)
