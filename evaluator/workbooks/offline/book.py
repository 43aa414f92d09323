"""Write a person's own score sheet. The same scores make the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from common.formatting import digits, moment
from common.locale import current_locale
from common.tables.cells import sheet_names
from evaluator.models import Criterion, Score
from evaluator.selectors.said import OwnSheet, Said
from evaluator.selectors.sheet import Column, sections
from evaluator.workbooks.comparison import styles
from evaluator.workbooks.offline.identity import identity_of, sign
from evaluator.workbooks.offline.layout import (
    CANDIDATE,
    ENTRIES_COLUMN,
    FIRST_INPUT,
    HEAD_ROW,
    HIDDEN,
    IDENTITY_COLUMN,
    KEY,
    LINK,
    LONGEST_NOTE,
    NOTE,
    PIECE,
    RUNG,
    RUNGS_COLUMN,
    SCORE,
    key_of,
)
from evaluator.workbooks.offline.looks import Looks, plain
from evaluator.workbooks.offline.words import (
    clear_word,
    heads,
    offered_entries,
    offered_rungs,
)

A4 = 9
WIDTHS = {CANDIDATE: 34, SCORE: 13, RUNG: 18, NOTE: 58, LINK: 30, KEY: 4}
# Of the scale, which stands across all columns but the first.
LINE_LETTERS, LINE_HEIGHT = 110, 13.5
TALLEST = 400  # points; Excel knows no taller row
CORE = "docProps/core.xml"
LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class About:
    """Where the sheet is sent back, and the moment at which it leaves."""

    link: str
    now: datetime


def build_score_sheet(own: OwnSheet, about: About) -> bytes:
    """Return the sheet in the language that is active."""
    is_rtl = current_locale().is_rtl
    book = Workbook()
    sheet = book.active
    sheet.title, _hidden = sheet_names([_("Scores"), HIDDEN])
    sheet.sheet_view.rightToLeft = is_rtl
    looks = Looks(sheet, is_rtl=is_rtl)
    write_top(looks, own, about)
    last = write_body(looks, own)
    set_up(sheet, last)
    write_hidden(book, sign(identity_of(own, language=get_language() or "en")))
    validate(sheet, last)
    colour_scores(sheet, last)
    book.security.lockStructure = True
    return saved(book, about.now)


def write_top(looks: Looks, own: OwnSheet, about: About) -> None:
    """The title, three lines on how to go about it, and the heads of the columns."""
    participant = own.participant
    hint = _("%(person)s · as of %(when)s") % {
        "person": participant.user,
        "when": moment(timezone.localtime(about.now)),
    }
    looks.write_across(1, CANDIDATE, RUNG, participant.evaluation.title, "title")
    looks.write_across(1, NOTE, LINK, hint, "hint")
    lines = (
        _(
            "1. Fill in the yellow cells: a digit from 0 to 5, or a word of the list."
            " Leave out what you cannot judge yet; all else is locked."
        ),
        _(
            "2. An empty cell changes nothing on the site. To take back what is saved"
            " there, write “%(word)s”."
        )
        % {"word": clear_word()},
        _(
            "3. Upload the file on the site. You see each change before it is saved,"
            " and nothing is submitted by itself."
        ),
    )
    for row, line in enumerate(lines, start=2):
        looks.write_across(row, CANDIDATE, NOTE, line, "line")
    looks.write(HEAD_ROW - 1, LINK, _("Open the page for uploading"), "link")
    looks.sheet.cell(HEAD_ROW - 1, LINK).hyperlink = about.link
    for column, text in enumerate(heads(), start=CANDIDATE):
        looks.write(HEAD_ROW, column, text, "head")


def write_body(looks: Looks, own: OwnSheet) -> int:
    """Write categories, criteria and cells; return the last row."""
    row = HEAD_ROW
    if recused := [each.name for each in own.sheet.candidates if each.is_recused]:
        row += 1
        text = _("Left out, because you are recused: %(names)s.")
        names = ", ".join(recused)
        looks.write_across(row, CANDIDATE, LINK, text % {"names": names}, "warning")
    for section in sections(own.sheet.tree):
        rated = [leaf for leaf in section.leaves if leaf.kind == Criterion.Kind.RATED]
        if not rated:
            continue
        path = [own.sheet.tree.criteria[key].name for key in section.path]
        if path:
            row += 1
            looks.write_across(row, CANDIDATE, LINK, " › ".join(path), "category")
            looks.sheet.row_dimensions[row].height = 22
        for leaf in rated:
            row = write_criterion(looks, row + 1, leaf)
            for column in own.asked:
                row += 1
                said = own.at((leaf.pk, column.pk)).said
                write_cell(looks, row, column, said, key_of(leaf.pk, column.pk))
    return row


def write_criterion(looks: Looks, row: int, leaf: Criterion) -> int:
    """Write what the criterion asks, with its scale in words beside it."""
    lines = list(scale_lines(leaf))
    looks.write(row, CANDIDATE, leaf.name, "criterion")
    looks.write_across(row, FIRST_INPUT, LINK, "\n".join(lines), "scale")
    needed = max(
        lines_of("\n".join(lines), LINE_LETTERS),
        lines_of(leaf.name, WIDTHS[CANDIDATE]),
    )
    height = 6 + LINE_HEIGHT * needed
    looks.sheet.row_dimensions[row].height = min(height, TALLEST)
    return row


def scale_lines(leaf: Criterion) -> Iterator[str]:
    if leaf.description:
        yield from leaf.description.splitlines()
    for value, words in enumerate(leaf.scale):
        yield _("%(value)s: %(words)s") % {"value": digits(str(value)), "words": words}
    if not leaf.scale:
        yield _(
            "This criterion has no scale in words: 0 is the worst you can imagine,"
            " 5 the best."
        )


def write_cell(looks: Looks, row: int, column: Column, said: Said, key: str) -> None:
    looks.write(row, CANDIDATE, column.name, "candidate")
    looks.write(row, SCORE, written(said), "entry")
    looks.write(row, RUNG, said.rung_label, "rung")
    looks.write(row, NOTE, said.note, "note")
    looks.write(row, LINK, said.link, "link_input")
    looks.write(row, KEY, key, "key")
    height = LINE_HEIGHT * lines_of(said.note, WIDTHS[NOTE])
    if height > LINE_HEIGHT:
        # Else left alone, so that the row grows with what is typed.
        looks.sheet.row_dimensions[row].height = min(height + 4, TALLEST)


def lines_of(text: str, letters: int) -> int:
    """Estimate into how many lines a column of this width breaks the text."""
    return sum(1 + len(line) // letters for line in text.splitlines())


def written(said: Said) -> str | int:
    """Write the entry as the list offers it."""
    if said.value is not None:
        return said.value
    return "" if said.state == Score.State.EMPTY else str(said.state.label)


def set_up(sheet: Worksheet, last: int) -> None:
    """Widths, frozen heads, paper, and locks; without a password, as a safeguard."""
    for column, width in WIDTHS.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.column_dimensions[get_column_letter(KEY)].hidden = True
    sheet.row_dimensions[1].height = 22
    sheet.row_dimensions[HEAD_ROW].height = 30
    sheet.freeze_panes = f"{get_column_letter(SCORE)}{HEAD_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.print_area = f"A1:{get_column_letter(LINK)}{last}"
    sheet.oddFooter.center.text = "&P / &N"
    locks = sheet.protection
    locks.sheet = True
    # What may be done all the same: these say what is forbidden.
    locks.formatColumns = locks.formatRows = False


def validate(sheet: Worksheet, last: int) -> None:
    """Offer lists for scores and rungs, and stop a note at its longest."""
    if last <= HEAD_ROW:
        return
    entries = listed(ENTRIES_COLUMN, len(offered_entries()))
    entries.error = _("Choose a digit from 0 to 5, or a word of the list.")
    if current_locale().is_rtl:
        # Digits of one's own script are read too, though they are not in the list.
        entries.errorStyle = "warning"
    rungs = listed(RUNGS_COLUMN, len(offered_rungs()))
    rungs.error = _("Choose a word of the list.")
    notes = DataValidation("textLength", operator="lessThanOrEqual")
    notes.formula1 = str(LONGEST_NOTE)
    notes.error = _("A note holds at most 4,000 characters.")
    for column, rule in ((SCORE, entries), (RUNG, rungs), (NOTE, notes)):
        rule.allow_blank = rule.showErrorMessage = True
        letter = get_column_letter(column)
        for first, end in cell_ranges(sheet, last):
            rule.add(f"{letter}{first}:{letter}{end}")
        sheet.add_data_validation(rule)


def listed(column: int, count: int) -> DataValidation:
    letter = get_column_letter(column)
    return DataValidation("list", formula1=f"{HIDDEN}!${letter}$1:${letter}${count}")


def cell_ranges(sheet: Worksheet, last: int) -> Iterator[tuple[int, int]]:
    """Yield first and last row of each block of cells."""
    first = 0
    for row in range(HEAD_ROW + 1, last + 2):
        if row <= last and sheet.cell(row, KEY).value is not None:
            first = first or row
        elif first:
            yield first, row - 1
            first = 0


def colour_scores(sheet: Worksheet, last: int) -> None:
    """From soft red to soft green, as on the page; words stay as they are."""
    letter = get_column_letter(SCORE)
    scale = {
        f"{end}_{what}": said
        for end, value, colour in (
            ("start", 0, styles.LOW),
            ("mid", 2.5, styles.MIDDLE),
            ("end", 5, styles.HIGH),
        )
        for what, said in (("type", "num"), ("value", value), ("color", plain(colour)))
    }
    area = f"{letter}{HEAD_ROW + 1}:{letter}{max(last, HEAD_ROW + 1)}"
    sheet.conditional_formatting.add(area, ColorScaleRule(**scale))


def write_hidden(book: Workbook, identity: str) -> None:
    """Keep the identity and what the lists offer where nobody comes by chance."""
    sheet = book.create_sheet(HIDDEN)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    looks = Looks(sheet, is_rtl=False)
    pieces = [identity[at : at + PIECE] for at in range(0, len(identity), PIECE)]
    for column, values in (
        (IDENTITY_COLUMN, pieces),
        (ENTRIES_COLUMN, offered_entries()),
        (RUNGS_COLUMN, offered_rungs()),
    ):
        for row, value in enumerate(values, start=1):
            looks.write(row, column, value, "hint")


def saved(book: Workbook, made_at: datetime) -> bytes:
    """Save it without the clock of the moment, so that alike sheets are alike bytes."""
    book.properties.creator = "Changeover"
    raw = BytesIO()
    book.properties.created = made_at.replace(tzinfo=None, microsecond=0)
    book.save(raw)
    book.properties.modified = book.properties.created
    core = tostring(book.properties.to_tree())
    packed = BytesIO()
    with ZipFile(raw) as given, ZipFile(packed, "w", ZIP_DEFLATED) as made:
        for name in given.namelist():
            entry = ZipInfo(name, LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            made.writestr(entry, core if name == CORE else given.read(name))
    return packed.getvalue()
