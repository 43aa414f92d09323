"""Ten sheets unlike each other; ORIGINS.md tells where each comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import Workbook

Row = list[Any]


@dataclass(frozen=True)
class MadeSheet:
    """A sheet as the door reads it, and as a file."""

    rows: list[Row]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    name: str = "Sheet1"
    is_hidden: bool = False

    def as_xlsx(self) -> bytes:
        book = Workbook()
        page = book.active
        page.title = self.name
        for row in self.rows:
            page.append(row)
        for top, start, bottom, end in self.merged:
            page.merge_cells(
                start_row=top, start_column=start, end_row=bottom, end_column=end
            )
        out = BytesIO()
        book.save(out)
        return out.getvalue()


def zero_one_two() -> MadeSheet:
    return MadeSheet(
        [
            ["Request for Proposal Scoring Matrix"],
            [],
            ["0=not supported"],
            ["1=partly supported"],
            ["2=fully supported"],
            [None, None, "Marketo", None, "Pardot", None],
            ["Group", "Item", "Score", "Comments", "Score", "Comments"],
            ["Lead Generation Campaigns"],
            [
                "email and web content",
                "import HTML for Web page",
                2,
                None,
                1,
                "by hand",
            ],
            [None, "GUI content builder", 2, "drag and drop", 2, None],
            [None, "standard headers and footers", 1, None, 2, None],
            [None, "standard unsubscribe links", 2, None, 2, None],
            ["lead nurture", "multi-step campaigns", 2, None, 1, "engine only"],
            [None, "send from CRM owner", 0, "not shown", 2, None],
            ["Total", None, 9, None, 10, None],
        ],
        merged=[(1, 1, 1, 6), (6, 3, 6, 4), (6, 5, 6, 6), (8, 1, 8, 6)],
        name="RFP scoring",
    )


def ten_of_ten() -> MadeSheet:
    scores = [
        ("Feature Completeness", "10%", 9, 7),
        ("Ease of Use", "8%", 5, 9),
        ("Integration Ecosystem", "8%", 10, 8),
        ("Pricing Competitiveness", "10%", 4, 8),
        ("Vendor Stability", "6%", 10, 9),
        ("Data Export", "7%", 9, 8),
        ("Contract Flexibility", "7%", 6, 7),
        ("Customer Support", "7%", 8, 7),
        ("Security / Compliance", "7%", 10, 9),
        ("Customization", "6%", 10, 7),
        ("Mobile Experience", "5%", 8, 7),
        ("Reporting / Analytics", "6%", 10, 8),
        ("User Satisfaction", "7%", 6, 8),
        ("Switching Cost", "6%", 4, 7),
        ("SEA Localization", "6%", 8, 7),
    ]
    rows: list[Row] = [
        [
            "Criterion",
            "Weight",
            "Salesforce Score",
            "Salesforce Weighted",
            "HubSpot Score",
            "HubSpot Weighted",
        ]
    ]
    for number, (name, weight, first, second) in enumerate(scores, start=1):
        share = float(weight.rstrip("%")) / 100
        rows.append(
            [
                f"{number}. {name}",
                weight,
                f"{first}/10",
                round(first * share, 2),
                f"{second}/10",
                round(second * share, 2),
            ]
        )
    rows.append(["TOTAL", "100%", "117/150", "7.15/10", "120/150", "7.22/10"])
    return MadeSheet(rows, name="Decision Matrix")


def ticks_and_winners() -> MadeSheet:
    return MadeSheet(
        [
            ["CRM comparison"],
            ["Feature", "Enhanced CRM", "Salesforce", "Zoho CRM", "HubSpot", "Winner"],
            ["AI & automation features"],
            *[
                [name, *answers, "🏆 Salesforce"]
                for name, *answers in (
                    ("AI Assistant", "❌ None", "✅ Einstein", "✅ Zia", "✅ ChatSpot"),
                    (
                        "Opportunity Insights",
                        "❌ None",
                        "✅ Einstein",
                        "✅ Zia",
                        "❌ None",
                    ),
                    ("Forecasting AI", "❌ None", "✅ Einstein", "✅ Zia", "❌ None"),
                )
            ],
            ["Mobile experience"],
            [
                "Native iOS App",
                "❌ PWA only",
                "✅ Native",
                "✅ Native",
                "✅ Native",
                "🏆 All",
            ],
            [
                "Mobile SDK",
                "❌ None",
                "✅ iOS/Android",
                "✅ Android",
                "❌ None",
                "🏆 SF",
            ],
            ["Customization"],
            [
                "Source Code Access",
                "✅ Full",
                "❌ None",
                "❌ None",
                "❌ None",
                "🏆 ECRM",
            ],
        ],
        name="Comparison",
    )


def weighted_sections() -> MadeSheet:
    return MadeSheet(
        [
            ["Marketing Automation Evaluation Checklist"],
            ["Rate each vendor 1 to 5 on every question"],
            [],
            ["Question", "Weight", "Marketo", "HubSpot", "Pardot"],
            ["Platform Performance and Reliability", "30%"],
            ["25,000 leads through 7 steps in two hours", None, 4, 3, 3],
            ["API usage monitoring", None, 3, 4, 2],
            ["Duplicate detection", None, 4, 2, 3],
            ["Integration Capabilities", "25%"],
            ["Two-way sync of custom objects", None, 4, 3, 5],
            ["Webhook retries", None, 3, 5, 1],
            ["Support", "45%"],
            ["Answer time", None, 2, 4, 3],
        ],
        name="Checklist",
    )


def musts_and_shoulds() -> MadeSheet:
    return MadeSheet(
        [
            ["REQ-ID", "Requirement", "Priority", "Acme Mail", "Brevo", "Klavyo"],
            ["REQ-001", "Double opt-in", "Must", "Fully", "Fully", "Partially"],
            ["REQ-002", "Data stays in the EU", "Must", "Won't", "Fully", "TBD"],
            ["REQ-003", "Cart recovery", "Should", "Partially", "Fully", "Fully"],
            ["REQ-004", "WhatsApp", "Could", "Won't", "Fully", "Custom"],
        ],
        name="Requirements",
    )


def persian() -> MadeSheet:
    return MadeSheet(
        [
            ["ارزیابی نرم‌افزار اتوماسیون بازاریابی"],
            ["دسته", "معیار", "وزن", "اینترک", "HubSpot", "مهاجر", "توضیحات"],
            ["بودجه", "قیمت روشن", "۲۰", "۴", "۲", "۵", None],
            [
                None,
                "هزینه (تومان در ماه)",
                "۱۰",
                "۱۲٬۰۰۰٬۰۰۰",
                "۴۵٬۰۰۰٬۰۰۰",
                "نامشخص",
                None,
            ],
            ["پشتیبانی", "پاسخ به زبان فارسی", "۳۰", "۵", "۰", "۵", "تلفنی"],
            [None, "آموزش تیم", "۱۵", "۳", "۴", "۲", None],
            ["جمع کل", None, "۷۵", "۱۲", "۶", "۱۲", None],
        ],
        merged=[(1, 1, 1, 7), (3, 1, 4, 1), (5, 1, 6, 1)],
        name="ارزیابی",
    )


def arabic_turned() -> MadeSheet:
    return MadeSheet(
        [
            ["الفئة", "الميزانية", "الميزانية", "الدعم", "الدعم"],
            ["المعيار", "سعر واضح", "تكلفة الإضافات", "سرعة الرد", "دعم بالعربية"],
            ["الوزن", "عالية", "متوسطة", "عالية", "منخفضة"],
            ["Brevo", "كامل", "جزئي", "كامل", "لا"],
            ["Mailchimp", "جزئي", "جزئي", "كامل", "لا"],
            ["منصة محلية", "كامل", "كامل", "جزئي", "كامل"],
        ],
        merged=[(1, 2, 1, 3), (1, 4, 1, 5)],
        name="المقارنة",
    )


def prices() -> MadeSheet:
    return MadeSheet(
        [
            ["Area", "Requirement", "Weight", "ActiveCampaign", "Omnisend", "Brevo"],
            ["Budget", "Price (EUR/month)", 20, 1234.5, 890, "€ 1,050"],
            ["Budget", "Set-up (days)", 5, 10, 4, "n/a"],
            ["Ease", "Learning curve", 15, 7, 9, 8],
            ["Ease", "Visual builder", 10, 10, 8, 1],
        ],
        name="Long list",
    )


def harvey_balls() -> MadeSheet:
    return MadeSheet(
        [
            ["", "Mautic", "Keap", "Drip"],
            ["Segmentation", "●", "◕", "◑"],
            ["Lead scoring", "◔", "○", "◑"],
            ["Self-hosted", "✓", "✗", "x"],
        ],
        name="Balls",
    )


def empty_form() -> MadeSheet:
    return MadeSheet(
        [
            ["Vendor scorecard 2027"],
            ["Criteria", "Weight", "Vendor A", "Vendor B", "Vendor C"],
            ["Cost", 0.3, None, None, None],
            ["Technical fit", 0.3, None, None, None],
            ["Service", 0.2, None, None, None],
            ["Stability", 0.2, None, None, None],
            ["Total", 1, None, None, None],
        ],
        name="Scorecard",
    )


ALL = (
    zero_one_two,
    ten_of_ten,
    ticks_and_winners,
    weighted_sections,
    musts_and_shoulds,
    persian,
    arabic_turned,
    prices,
    harvey_balls,
    empty_form,
)
