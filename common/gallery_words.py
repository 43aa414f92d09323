"""Sample texts of the gallery. They stand for what people type, so no gettext."""

from dataclasses import dataclass

Door = dict[str, str]
Entry = tuple[str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Words:
    evaluation: str
    evaluation_head: str
    team_head: str
    people: str
    jobs: str
    purpose: str
    steps: tuple[str, ...]
    step_notes: tuple[str, ...]
    categories: tuple[str, ...]
    criteria: tuple[tuple[str, str, str], ...]
    profile: str
    paragraph: str
    term: str
    term_note: str
    job: str
    job_note: str
    field_name: str
    field_help: str
    field_mail: str
    field_number: str
    field_day: str
    field_reason: str
    field_scope: str
    field_choices: tuple[str, ...]
    field_tick: str
    doors: tuple[Door, ...]
    entries: tuple[Entry, ...]


def _doors(*texts: tuple[str, str]) -> tuple[Door, ...]:
    return tuple(
        {"icon": icon, "title": title, "text": text, "url": "#"}
        for icon, (title, text) in zip(("scale", "play"), texts, strict=True)
    )


WORDS = {
    "en": Words(
        evaluation="Marketing platform 2027",
        evaluation_head="Evaluation",
        team_head="Team",
        people="People",
        jobs="Jobs",
        purpose="Score 0 to 5. Arrow keys move, digits save.",
        steps=(
            "Diagnose",
            "Goals",
            "Requirements",
            "Candidates",
            "Score",
            "Money",
            "Decide",
        ),
        step_notes=(
            "Five signs read",
            "Optional",
            "40 criteria",
            "6 on the short list",
            "Waits for 3 people",
            "Optional",
            "After the reveal",
        ),
        categories=(
            "Budget",
            "Ease of use",
            "Reporting",
            "Integrations",
            "Limits",
            "Support",
        ),
        criteria=(
            ("Fits the yearly budget", "Price without surprises", "Price as we grow"),
            ("Learning curve", "Runs without specialists", "Visual builder"),
            ("Results of drip campaigns", "Own dashboards", "Reports by mail"),
            ("Two-way CRM sync", "Shop and CMS", "One customer view"),
            ("Actions a month", "Database size", "Room to grow"),
            ("Answer time", "Knowledge base", "Help with migration"),
        ),
        profile="Profile by category",
        paragraph="Three people have not scored yet. Locked since 3 Nov by Lina.",
        term="cost of ownership",
        term_note="All that a platform costs over the years, bills and people alike.",
        job="Building the workbook",
        job_note="12 of 20 candidates are written.",
        field_name="What are you choosing?",
        field_help="One short line; it names the evaluation everywhere.",
        field_mail="Your e-mail",
        field_number="Contacts",
        field_day="Due on",
        field_reason="Reason",
        field_scope="How deep?",
        field_choices=("Quick: twelve criteria", "Full: about forty criteria"),
        field_tick="Remind people three days before",
        doors=_doors(
            ("Compare platforms", "Three platforms and twelve criteria: 15 minutes."),
            ("Open the sample", "A committee in the middle of its scoring."),
        ),
        entries=(
            ("Lina Haddad", "changed the due date", "20 Nov", "4 Dec", 4),
            ("Reza A.", "submitted the scores", "", "", 180),
            ("Maryam Karimi", "took Klaviyo off the short list", "", "", 4000),
        ),
    ),
    "fa": Words(
        evaluation="سکوی بازاریابی ۱۴۰۶",
        evaluation_head="ارزیابی",
        team_head="تیم",
        people="افراد",
        jobs="کارها",
        purpose="امتیاز ۰ تا ۵. با کلیدهای جهت جابه‌جا شوید؛ رقم ذخیره می‌شود.",
        steps=(
            "تشخیص",
            "هدف‌ها",
            "نیازمندی‌ها",
            "نامزدها",
            "امتیازدهی",
            "هزینه",
            "تصمیم",
        ),
        step_notes=(
            "پنج نشانه خوانده شد",
            "اختیاری",
            "۴۰ معیار",
            "۶ نامزد در فهرست کوتاه",
            "در انتظار ۳ نفر",
            "اختیاری",
            "پس از رونمایی",
        ),
        categories=(
            "بودجه",
            "سادگی کاربری",
            "گزارش‌گیری",
            "یکپارچگی‌ها",
            "محدودیت‌ها",
            "پشتیبانی",
        ),
        criteria=(
            ("در بودجهٔ سالانه می‌گنجد", "قیمت بی‌غافلگیری", "قیمت هنگام رشد"),
            ("آسانی یادگیری", "بی‌نیاز از متخصص", "سازندهٔ دیداری"),
            ("نتیجهٔ کمپین‌های قطره‌ای", "داشبورد دلخواه", "گزارش با ایمیل"),
            ("همگام‌سازی دوسویه با CRM", "فروشگاه و CMS", "نمای یکپارچهٔ مشتری"),
            ("کنش‌ها در ماه", "اندازهٔ پایگاه داده", "جای رشد"),
            ("زمان پاسخ", "پایگاه دانش", "کمک در مهاجرت"),
        ),
        profile="نیم‌رخ به تفکیک دسته",
        paragraph="سه نفر هنوز امتیاز نداده‌اند. از ۱۲ آبان به دست لینا قفل شده است.",
        term="هزینهٔ مالکیت",
        term_note="همهٔ آنچه سکو در چند سال هزینه دارد، از صورت‌حساب تا نیروی انسانی.",
        job="ساخت کارپوشه",
        job_note="۱۲ نامزد از ۲۰ نامزد نوشته شد.",
        field_name="چه چیزی را انتخاب می‌کنید؟",
        field_help="یک سطر کوتاه؛ نام ارزیابی در همه‌جا همین است.",
        field_mail="ایمیل شما",
        field_number="مخاطبان",
        field_day="سررسید",
        field_reason="دلیل",
        field_scope="تا چه اندازه؟",
        field_choices=("سریع: دوازده معیار", "کامل: حدود چهل معیار"),
        field_tick="سه روز پیش یادآوری شود",
        doors=_doors(
            ("مقایسهٔ سکوها", "سه سکو و دوازده معیار: پانزده دقیقه."),
            ("باز کردن نمونه", "کمیته‌ای که در میانهٔ امتیازدهی است."),
        ),
        entries=(
            ("لینا حداد", "سررسید را تغییر داد", "۲۹ آبان", "۱۳ آذر", 4),
            ("Reza A.", "امتیازها را ثبت کرد", "", "", 180),
            ("مریم کریمی", "Klaviyo را از فهرست کوتاه برداشت", "", "", 4000),
        ),
    ),
    "ar": Words(
        evaluation="منصة التسويق ٢٠٢٧",
        evaluation_head="التقييم",
        team_head="الفريق",
        people="الأشخاص",
        jobs="المهام",
        purpose="الدرجة من ٠ إلى ٥. مفاتيح الأسهم للتنقل، والرقم يُحفظ فورًا.",
        steps=(
            "التشخيص",
            "الأهداف",
            "المتطلبات",
            "المرشحون",
            "التقدير",
            "التكلفة",
            "القرار",
        ),
        step_notes=(
            "قُرئت خمس علامات",
            "اختياري",
            "٤٠ معيارًا",
            "٦ في القائمة القصيرة",
            "بانتظار ٣ أشخاص",
            "اختياري",
            "بعد الكشف",
        ),
        categories=(
            "الميزانية",
            "سهولة الاستخدام",
            "التقارير",
            "التكاملات",
            "الحدود",
            "الدعم",
        ),
        criteria=(
            ("ضمن الميزانية السنوية", "سعر بلا مفاجآت", "السعر مع النمو"),
            ("منحنى التعلم", "يعمل بلا مختصين", "منشئ مرئي"),
            ("نتائج الحملات المتسلسلة", "لوحات خاصة", "تقارير بالبريد"),
            ("مزامنة CRM في الاتجاهين", "المتجر و CMS", "رؤية موحدة للعميل"),
            ("الإجراءات شهريًا", "حجم قاعدة البيانات", "متسع للنمو"),
            ("زمن الرد", "قاعدة المعرفة", "المساعدة في الانتقال"),
        ),
        profile="الملف حسب الفئة",
        paragraph="ثلاثة أشخاص لم يضعوا درجاتهم بعد. أقفلته لينا منذ ٣ نوفمبر.",
        term="تكلفة الملكية",
        term_note="كل ما تكلفه المنصة عبر السنين: الفواتير والأشخاص معًا.",
        job="إعداد المصنف",
        job_note="كُتب ١٢ مرشحًا من ٢٠.",
        field_name="ماذا تختارون؟",
        field_help="سطر قصير واحد؛ هو اسم التقييم في كل مكان.",
        field_mail="بريدك الإلكتروني",
        field_number="جهات الاتصال",
        field_day="الموعد",
        field_reason="السبب",
        field_scope="إلى أي عمق؟",
        field_choices=("سريع: اثنا عشر معيارًا", "كامل: نحو أربعين معيارًا"),
        field_tick="تذكير الأشخاص قبل ثلاثة أيام",
        doors=_doors(
            ("قارن المنصات", "ثلاث منصات واثنا عشر معيارًا: خمس عشرة دقيقة."),
            ("افتح المثال", "لجنة في منتصف تقديرها."),
        ),
        entries=(
            ("لينا حداد", "غيّرت الموعد", "٢٠ نوفمبر", "٤ ديسمبر", 4),
            ("Reza A.", "قدّم الدرجات", "", "", 180),
            ("مريم كريمي", "أزالت Klaviyo من القائمة القصيرة", "", "", 4000),
        ),
    ),
}
