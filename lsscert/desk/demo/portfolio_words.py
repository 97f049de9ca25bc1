"""What demo candidates write in their portfolios. Invented, and the same for every competency but for its number."""

STATEMENT = """## What this set has taught me

When I began I thought I knew this work because I had done it for years. Writing it down showed me where I only
followed a habit. The change I am proudest of is small: I now **write down what I decide**, so that somebody else can
follow it on a Saturday when I am not there.

I want to learn more about how other libraries of our size do the same with fewer hands.
"""
INTRODUCTION = "At our library this falls to the circulation desk, where I have worked for several years."
RESPONSES = (
    """### What I did

I rewrote the desk's procedure together with two colleagues and tried it for a month.

* Week one: we watched and took notes.
* Week two: we moved what is asked for most to the front.
* After that we **counted again**, and the queue at noon had become shorter by half.

### What I would do differently

I would ask the volunteers earlier. They saw two things that none of us had seen.
""",
    """A patron asked for something we did not have. I looked in the shared catalog first, then wrote to the library
that holds it, and told the patron the day when it would come.

From that case I made a short guide for the desk. It has three questions and fits on one page, and it is
[on our website](https://library.demo.test/guide) now.
""",
)
LINKS = (
    ("https://library.demo.test/guide", "The guide for the desk, as we use it"),
    ("https://library.demo.test/counts", "Counts before and after, without names"),
)
COMMENTS = {
    "partial": "You say what was done; please add what you decided yourself, and why.",
    "not": "The evidence shows the policy, not your own work with it. One example of yours would help.",
}
ASSIGNMENTS = (
    "Demonstration: describe a day on which you did this work, what you decided, and what came of it.",
    "Demonstration: make a one-page guide for a new colleague and say how you tried it out.",
)
