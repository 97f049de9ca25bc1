import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace as Thing

import lxml.html
import pytest
from django.conf import settings
from django.template import Context, Template

from lsscert.reasons import Reason
from lsscert.refused import Refused
from lsscert.ui.paging import Page
from lsscert.ui.progress import spines
from lsscert.ui.tones import TONES

TEMPLATES = Path(settings.BASE_DIR) / "templates"
TEMPLATE_TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}")


def draw(source, **context):
    html = Template("{% load ui %}" + source).render(Context(context))
    return lxml.html.fromstring(f"<div>{html}</div>")


def words(tree):
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize("tone", TONES)
def test_a_state_is_a_word_an_icon_and_a_colour(tone):
    tag = draw("{% state tone label %}", tone=tone, label="With <the> office")[0]
    assert words(tag) == "With <the> office"
    assert tag.xpath(f".//svg[contains(@class, 'icon-{tone}')][@aria-hidden='true']")
    assert f"tone-{tone}" in tag.get("class")


@pytest.mark.parametrize("tone", TONES)
def test_a_state_of_a_whole_sentence_is_a_line_with_icon_and_colour(tone):
    line = draw("{% told tone sentence %}", tone=tone, sentence="not on record: <ask>")[0]
    assert words(line) == "not on record: <ask>"
    assert line.xpath(f".//svg[contains(@class, 'icon-{tone}')][@aria-hidden='true']")
    assert line.get("class") == f"told tone-{tone}"


def test_each_tone_has_a_shape_of_its_own():
    shapes = {draw("{% icon tone %}", tone=tone).xpath("//path/@d")[0] for tone in TONES}
    assert len(shapes) == len(TONES)


@pytest.mark.parametrize("tone", ["", None, "purple", '"><b>'])
def test_an_unknown_tone_is_drawn_plainly(tone):
    assert draw("{% state tone 'Odd' %}", tone=tone)[0].get("class") == "tag tone-open"


def test_the_next_step_leads_on():
    tree = draw("{% next_step 'Pay your invoice.' '/my/fees/' 'Pay now' %}")
    assert words(tree) == "Next step Pay your invoice. Pay now"
    assert tree.xpath("//a/@href") == ["/my/fees/"]


def test_a_next_step_that_changes_something_is_a_post_with_its_token():
    tree = draw("{% next_step 'Ready.' '/go/' 'Send' method='post' %}", csrf_token="secret")
    assert tree.xpath("//form[@method='post'][@action='/go/']//input/@value") == ["secret"]
    assert tree.xpath("//a") == []


def test_nothing_to_do_says_so():
    tree = draw("{% next_step 'We answer by 20 January.' %}")
    assert words(tree) == "Nothing to do now We answer by 20 January."
    assert tree.xpath("//a | //button") == []


def card(**changes):
    return Thing(
        **{
            "code": "TEC", "name": "Technology", "kind_label": "required", "tone": "act", "label": "Your turn",
            "sentence": "More is asked for.", "url": "/my/tec/", "action": "Answer", **changes,
        }
    )  # fmt: skip


def test_a_set_card_says_what_it_is_where_it_stands_and_what_next():
    tree = draw("{% set_cards cards %}", cards=[card(), card(lines=["Proof missing"], url="")])
    first, second = tree.xpath("//article")
    assert words(first) == "TEC required Technology Your turn More is asked for. Answer: Technology"
    assert first.xpath(".//h3")[0].text == "Technology"
    assert words(second).endswith("More is asked for. Proof missing")
    assert second.xpath(".//a") == []


def test_a_card_may_be_a_dictionary_and_move_its_heading():
    tree = draw("{% set_card card heading=2 %}", card=vars(card()))
    assert tree.xpath("//h2")[0].text == "Technology"
    assert "tone-act" in tree.xpath("//article/@class")[0]


@pytest.mark.parametrize(
    ("tones", "said"),
    [
        (["done"] * 6, "6 of 6 sets done"),
        (["done", "act", "act", "wait", "open", "stop"], "1 of 6 sets done, 2 need an answer, 1 is being checked, "
            "1 not started, 1 ended"),
        ([], "0 of 0 sets done"),
    ],
)  # fmt: skip
def test_six_spines_are_said_in_words(tones, said):
    assert words(draw("{% six tones %}", tones=[card(tone=tone) for tone in tones])) == said
    assert spines(tones).tones == tones


def test_a_timeline_tells_when_who_and_what():
    entry = Thing(at=dt.datetime(2026, 11, 18, 3, tzinfo=dt.UTC), sentence="You sent <proof>.", who="Maria")
    tree = draw("{% timeline entries %}", entries=[entry])
    assert words(tree) == "17 November 2026 · Maria You sent <proof>."
    assert tree.xpath("//time/@datetime") == ["2026-11-17T21:00-06:00"]
    assert words(draw("{% timeline entries %}", entries=[])) == "Nothing has happened yet."


def test_reasons_and_refusals_are_told():
    tree = draw("{% reasons list 'stop' %}", list=[Reason("a", "Too late."), "No proof."])
    assert [words(item) for item in tree.xpath("//li")] == ["Too late.", "No proof."]
    refusal = Refused("unpaid", "Not paid yet.", "Record the cheque first.")
    assert words(draw("{% refused one %}", one=refusal)).endswith("Not paid yet. Record the cheque first.")
    assert words(draw("{% refused one %}", one=None)) == ""


@pytest.mark.parametrize(
    ("page", "links"),
    [
        (Page([1]), []),
        (Page([1], next_url="?n"), ["?n"]),
        (Page([1], next_url="?n", previous_url="?p", first_url="?"), ["?p", "?n"]),
        (Page([], first_url="?"), ["?"]),
    ],
)
def test_the_pager_offers_only_what_is_there(page, links):
    assert draw("{% pager page %}", page=page).xpath("//a/@href") == links


def test_crumbs_end_where_one_is():
    tree = draw("{% crumbs 'Desk' '/desk/' 'Fees' '/desk/fees/' 'Invoice 7' %}")
    assert tree.xpath("//a/@href") == ["/desk/", "/desk/fees/"]
    assert tree.xpath("//*[@aria-current='page']")[0].text == "Invoice 7"


def test_steps_mark_the_one_at_hand():
    tree = draw("{% steps 2 'You' 'Work' 'Send' %}")
    assert words(tree.xpath("//*[@aria-current='step']")[0]).endswith("Work")
    assert "You (done)" in words(tree)


def test_an_empty_list_offers_a_way_on():
    tree = draw("{% empty 'No courses yet' 'Tell us.' '/report/' 'Report one' %}")
    assert words(tree) == "No courses yet Tell us. Report one"
    assert tree.xpath("//a/@href") == ["/report/"]
    assert draw("{% empty 'None' %}").xpath("//a") == []


def test_no_template_carries_a_style_or_a_script_of_its_own():
    """The Content-Security-Policy would silently drop them."""
    guilty = [
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        for tree in [lxml.html.document_fromstring(TEMPLATE_TAGS.sub("", path.read_text()) + "<p>")]
        if tree.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")
        and "letters" not in path.parts
    ]
    assert guilty == []
