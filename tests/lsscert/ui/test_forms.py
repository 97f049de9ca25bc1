import datetime as dt

import lxml.html
import pytest
from django import forms
from django.template import Context, Template

from lsscert.ui.forms import ChoiceCards, FileInput, MoneyInput, PageForm, Problem


class Post(PageForm, forms.Form):
    library = forms.CharField(help_text="Its full name.")
    start = forms.DateField(initial=dt.date(2019, 3, 14))
    hours = forms.DecimalField()
    price = forms.DecimalField(widget=MoneyInput)
    kind = forms.ChoiceField(
        choices=[("paid", "Paid"), ("free", "Volunteer")],
        widget=ChoiceCards(hints={"free": "It counts too."}),
    )
    note = forms.CharField(widget=forms.Textarea, required=False)
    member = forms.BooleanField(required=False)
    number = forms.CharField(required=False)
    proof = forms.FileField(widget=FileInput(max_bytes=10, accept=".pdf"))
    step = forms.CharField(widget=forms.HiddenInput)
    sections = [("Your work", ["hours", "library"])]
    unmarked = ("number",)

    def clean(self):
        raise forms.ValidationError("These two do not fit together.")


class Bare(forms.Form):
    email = forms.EmailField(label="E-mail")


def draw(form, tag="{% form_fields form %}"):
    html = Template("{% load ui %}" + tag).render(Context({"form": form}))
    return lxml.html.fromstring(f"<div>{html}</div>")


def ids(tree):
    return tree.xpath("//@id")


def test_every_field_of_the_form_is_there_once_even_if_no_section_names_it():
    controls = draw(Post()).xpath("//input[not(@type='radio')]/@name | //textarea/@name")
    assert sorted(controls) == sorted(set(Post.base_fields) - {"kind"})


def test_every_control_has_a_label_and_no_id_twice():
    tree = draw(Post({}))
    assert len(ids(tree)) == len(set(ids(tree)))
    labelled = set(tree.xpath("//label/@for"))
    controls = set(tree.xpath("//*[self::input[not(@type='hidden')] or self::textarea]/@id"))
    assert labelled == controls


def test_the_summary_names_every_error_and_jumps_to_its_field():
    tree = draw(Post({"hours": "many"}))
    links = tree.xpath("//*[@role='alert']//a")
    assert links[0].text == "Library: Please fill this in."
    assert {link.get("href")[1:] for link in links} <= set(ids(tree))
    assert "id_kind_0" in {link.get("href")[1:] for link in links}
    assert "These two do not fit together." in tree.xpath("//*[@role='alert']")[0].text_content()


def test_an_error_and_a_help_text_are_read_out_with_their_field():
    field = draw(Post({})).xpath("//input[@id='id_library']")[0]
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby").split() == ["id_library_helptext", "id_library_error"]


def test_what_describes_a_field_exists():
    tree = draw(Post({}))
    described = {one for value in tree.xpath("//@aria-describedby") for one in value.split()}
    assert described
    assert described <= set(ids(tree))


def test_a_form_nobody_has_sent_complains_of_nothing():
    tree = draw(Post())
    assert tree.xpath("//*[@role='alert'] | //*[@aria-invalid]") == []


def test_only_optional_fields_say_so():
    tree = draw(Post())
    said = [
        label.text_content().strip()
        for label in tree.xpath("//label | //legend")
        if "(optional)" in label.text_content()
    ]
    assert said == ["Note (optional)"]


def test_what_was_typed_comes_back_escaped():
    tree = draw(Post({"library": '"><script>alert(1)</script>'}))
    assert tree.xpath("//input[@id='id_library']/@value") == ['"><script>alert(1)</script>']
    assert tree.xpath("//script") == []


def test_dates_are_native_and_iso():
    field = draw(Post()).xpath("//input[@id='id_start']")[0]
    assert (field.get("type"), field.get("value")) == ("date", "2019-03-14")


@pytest.mark.parametrize(
    ("name", "keyboard"), [("hours", "decimal"), ("price", "decimal"), ("library", None)]
)
def test_numbers_bring_the_right_keyboard(name, keyboard):
    assert draw(Post()).xpath(f"//input[@id='id_{name}']")[0].get("inputmode") == keyboard


def test_a_hint_belongs_to_its_choice():
    tree = draw(Post())
    hinted = tree.xpath("//input[@type='radio'][@aria-describedby]")
    assert [radio.get("value") for radio in hinted] == ["free"]
    assert tree.get_element_by_id(hinted[0].get("aria-describedby")).text == "It counts too."


def test_a_file_field_carries_its_limit():
    assert draw(Post()).xpath("//input[@type='file']/@data-max-bytes") == ["10"]


def test_any_form_can_be_drawn_and_drawn_again():
    form = Bare({"email": "nope"})
    once, again = (lxml.html.tostring(draw(form)) for _ in range(2))
    assert once == again
    assert b'href="#id_email"' in once


def test_the_summary_of_a_formset_covers_all_its_rows():
    rows = forms.formset_factory(Bare, extra=0, min_num=2, validate_min=True)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-email": "x"}
    tree = draw(rows(data), "{% error_summary form %}")
    assert tree.xpath("//a/@href") == ["#id_form-0-email"]
    assert "submit at least 2" in tree.text_content().lower()


def test_the_summary_says_which_of_several_rows_is_meant():
    data = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-email": "a@b.test",
        "form-1-email": "x",
    }
    rows = forms.formset_factory(Bare, extra=0, min_num=2)
    (link,) = draw(rows(data), "{% error_summary form %}").xpath("//a")
    assert link.text.startswith("No. 2, E-mail: ")


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Did you pass?", "Did you pass? No."),
        ("All of it is true.", "All of it is true: No."),
        ("Day", "Day: No."),
    ],
)
def test_a_label_keeps_one_mark_before_what_is_wrong(label, said):
    problem = Problem("No.", label)
    assert f"{problem.heading} {problem.sentence}" == said


def test_a_form_drawn_without_summary_has_none():
    assert draw(Bare({}), "{% form_fields form summary=False %}").xpath("//*[@role='alert']") == []
