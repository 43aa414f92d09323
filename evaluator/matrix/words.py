"""The words by which a sheet's heads, totals, answers and weights are known.

English, Arabic and Persian, compared by match key; made by us after the documents in
tests/evaluator/matrix/ORIGINS.md and everyday use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from common.text import match_key


class FieldRole(StrEnum):
    """What a column of the sheet holds (a row, where the sheet is turned)."""

    IGNORE = "ignore"
    CATEGORY = "category"
    NAME = "name"
    DESCRIPTION = "description"
    WEIGHT = "weight"
    IMPORTANCE = "importance"
    UNIT = "unit"
    SCORE = "score"  # of one vendor
    COMMENT = "comment"  # on one vendor


class LineRole(StrEnum):
    """What a row of the sheet holds (a column, where the sheet is turned)."""

    IGNORE = "ignore"
    HEAD = "head"
    CATEGORY = "category"
    RATED = "rated"
    MEASURED = "measured"
    MUST_HAVE = "must_have"


CRITERIA = frozenset({LineRole.RATED, LineRole.MEASURED, LineRole.MUST_HAVE})
OF_VENDOR = frozenset({FieldRole.SCORE, FieldRole.COMMENT})


def _keys(*texts: str) -> frozenset[str]:
    return frozenset(match_key(text) for line in texts for text in line.split(", "))


# Whole heads, or the words a head begins or ends with.
HEADS: Mapping[FieldRole, frozenset[str]] = {
    FieldRole.CATEGORY: _keys(
        "category, categories, group, area, section, theme, domain, topic, pillar",
        "الفئة, فئة, الفئات, المجموعة, المجال, القسم",
        "دسته, دسته بندی, دسته‌بندی, گروه, حوزه, بخش",
    ),
    FieldRole.NAME: _keys(
        "criterion, criteria, requirement, requirements, feature, features, function",
        "functionality, capability, capabilities, question, questions, factor, item",
        "need, needs, what we need, evaluation criteria, selection criteria",
        "المعيار, المعايير, معيار, المتطلب, المتطلبات, الميزة, الميزات, السؤال",
        "معیار, معیارها, نیازمندی, نیازمندی‌ها, نیاز, ویژگی, ویژگی‌ها, قابلیت, پرسش",
        "شرح نیاز",
    ),
    FieldRole.DESCRIPTION: _keys(
        "description, details, detail, definition, explanation, what good looks like",
        "الوصف, التفاصيل, الشرح, شرح, توضیح, توضیحات, جزئیات, تعریف",
    ),
    FieldRole.WEIGHT: _keys(
        "weight, weights, weighting, weightage, weight %, wt, points available",
        "الوزن, وزن, الأوزان, النسبة, ضریب, وزن معیار, ضریب اهمیت",
    ),
    FieldRole.IMPORTANCE: _keys(
        "must-have, must have, mandatory, required, priority, moscow, importance",
        "must, type, m/d, إلزامي, الأولوية, الأهمية, ضروري, الزامی, ضروری, اهمیت",
        "اولویت, اجباری",
    ),
    FieldRole.UNIT: _keys("unit, units, unit of measure, الوحدة, وحدة, واحد, یکا"),
    FieldRole.COMMENT: _keys(
        "comment, comments, note, notes, remark, remarks, rationale, justification",
        "evidence, reason, ملاحظات, ملاحظة, تعليق, التعليق, تعليقات",
        "یادداشت, نظر, ملاحظه, دلیل",
    ),
    FieldRole.SCORE: _keys(
        "score, scores, rating, ratings, raw score, grade, mark, points, response",
        "answer, value, الدرجة, درجة, التقييم, النتيجة, الإجابة",
        "امتیاز, نمره, ارزیابی, پاسخ, مقدار",
    ),
    FieldRole.IGNORE: _keys(
        "weighted, weighted score, weighted total, total, sum, average, mean, rank",
        "ranking, winner, max, max score, maximum, #, no, no., nr, id, ref, req id",
        "req-id, best, الدرجة الموزونة, موزون, المجموع, الإجمالي, المتوسط, الترتيب",
        "الرقم, م, امتیاز وزنی, وزنی, نمره وزنی, جمع, مجموع, میانگین, رتبه, ردیف",
        "شماره",
    ),
}
TOTALS = _keys(
    "total, totals, grand total, subtotal, sub-total, sum, weighted total, average",
    "weighted score, total score, overall score, overall, final score, rank, ranking",
    "mean, maximum, max, percentage, score, winner, result, decision, total weight",
    "المجموع, الإجمالي, المجموع الكلي, المجموع الموزون, المتوسط, الترتيب, النتيجة",
    "جمع, جمع کل, مجموع, مجموع کل, مجموع امتیاز, میانگین, رتبه, امتیاز نهایی, نتیجه",
)
MUST = _keys(
    "must, must-have, must have, must-haves, must haves, mandatory, required, m",
    "critical, essential, required (must), knock-out, knockout, pass/fail, yes, y, x",
    "✓, ✔, true, إلزامي, الزامي, ضروري, أساسي, متطلبات إلزامية, نعم",
    "الزامی, ضروری, اجباری, حیاتی, بله, نیازهای الزامی, الزامات",
)
# What makes less better, in a name or a unit.
COSTS = _keys(
    "price, cost, costs, fee, fees, days, hours, weeks, months, minutes, time, effort",
    "السعر, التكلفة, رسوم, أيام, ساعات, مدة, قیمت, هزینه, روز, ساعت, هفته, ماه, زمان",
)
# Worth 0 to 5; None: says that nothing is known, so that the cell stays empty.
ANSWERS: Mapping[str, int | None] = {
    match_key(text): score
    for score, texts in (
        (
            5,
            "yes, y, true, full, fully, fully supported, fully met, complete, meets"
            ", exceeds, excellent, out of the box, native, supported, included, pass"
            ", ✓, ✔, ✅, ☑, √, x, ●, ⬤, very good, ja, نعم, كامل, كلي, مدعوم, ممتاز"
            ", متوفر, بله, بلی, کامل, کاملا, کاملاً, دارد, عالی, پشتیبانی کامل",
        ),
        (4, "mostly, good, largely, ◕, high, strong, جيد, خوب, تا حد زیاد"),
        (
            3,
            "partly, partial, partially, partially supported, partly supported, some"
            ", limited, average, ok, medium, fair, with customisation, configuration"
            ", with customization, customisation, customization, workaround, add-on"
            ", ◑, ◐, ~, ±, جزئي, جزئيا, جزئياً, محدود, متوسط"
            ", جزئی, تا حدی, نسبی, نسبتا",
        ),
        (1, "poor, weak, low, little, minimal, ◔, ضعيف, ضعیف, کم"),
        (
            0,
            "no, n, false, none, not supported, unsupported, not available, missing"
            ", not met, fail, roadmap, won't, wont, will not"
            ", ✗, ✘, ❌, ✕, ×, ☒, ○, ◯, nein, لا, غير مدعوم"
            ", غير متوفر, لا يوجد, خیر, نه, ندارد, پشتیبانی نمی‌شود",
        ),
        (
            None,
            "?, -, –, —, n/a, na, n.a., tbd, tbc, unknown, not known, not shown, ..."
            ", on request, quote, custom quote, عند الطلب, استعلام, تماس بگیرید"
            ", …, غير معروف, غير معلوم, نامشخص, نامعلوم, نمی‌دانیم",
        ),
    )
    for text in texts.split(", ")
}
WEIGHTS: Mapping[str, Decimal] = {
    match_key(text): Decimal(weight)
    for weight, texts in (
        (4, "critical, very high, must, must have, must-have, حرج, عالية جدا, حیاتی"),
        (3, "high, important, should, should have, عالية, عال, مهم, زیاد, بالا"),
        (2, "medium, normal, moderate, could, could have, متوسطة, متوسط"),
        (1, "low, nice to have, nice-to-have, optional, منخفضة, منخفض, کم, پایین"),
        (0, "none, won't, wont, ignore, بدون"),
    )
    for text in texts.split(", ")
}
_EDGES = re.compile(r"^[\s:;|/–—-]+|[\s:;|/–—-]+$")
_BRACKETS = re.compile(r"[(\[（][^)\]）]*[)\]）]")


def head_role(text: str) -> FieldRole | None:
    """Return what the head says by itself, brackets left out; None for other words."""
    key = bare_key(text)
    for role, words in HEADS.items():
        if key in words:
            return role
    return None


def bare_key(text: str) -> str:
    """Return the match key without brackets and trailing marks."""
    return match_key(_EDGES.sub("", _BRACKETS.sub(" ", text)).rstrip(":*? "))


def split_head(text: str) -> tuple[str, FieldRole | None]:
    """Part "Acme - notes" into the vendor and what the column holds of it."""
    bare = _EDGES.sub("", _BRACKETS.sub(" ", text))
    words = bare.split()
    for count in range(min(3, len(words) - 1), 0, -1):
        for tail, rest in (
            (words[-count:], words[:-count]),
            (words[:count], words[count:]),
        ):
            role = _sub_role(" ".join(tail))
            name = _EDGES.sub("", " ".join(rest))
            if role is not None and name:
                return name, role
    return _EDGES.sub("", text), None


def is_total(text: str) -> bool:
    """Tell whether a row so labelled adds others up."""
    key = bare_key(text)
    return key in TOTALS or key.startswith(("total ", "weighted total", "sum of "))


def says_must(text: str) -> bool:
    return bare_key(text) in MUST


def is_cost(texts: Iterable[str]) -> bool:
    """Tell whether less is better."""
    found = {word for text in texts for word in re.split(r"[\s/()]+", match_key(text))}
    return bool(found & COSTS)


def _sub_role(text: str) -> FieldRole | None:
    role = head_role(text)
    return (
        role if role in {FieldRole.SCORE, FieldRole.COMMENT, FieldRole.IGNORE} else None
    )
