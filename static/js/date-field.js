// <date-field><input type="text" name="due" value="2026-11-22"></date-field>
//
// The form sends an ISO day. The reader types and picks in the calendar and digits that
// the page carries in <html data-calendar data-digits>. Without this script the text
// box takes a day of either calendar by itself. What is no day here is sent as typed: the
// server takes some more, such as 25.4.2027, or says what is wrong.
// Words come from data-open, data-previous and data-next.
"use strict";

(() => {
  const DAY = 86_400_000;
  const NATIVE_DIGITS = ["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"];
  const FIRST_GREGORIAN_YEAR = 1700;
  const FIRST_WEEKDAY = { fa: 6, ar: 0 };
  const ARROWS = { ArrowUp: -7, ArrowDown: 7 };

  const { lang, dir, dataset } = document.documentElement;
  const isPersian = dataset.calendar === "persian";
  const numbering = { fa: "arabext", ar: "arab" }[lang] ?? "latn";
  const digits = dataset.digits === "latin" ? "latn" : numbering;
  const calendar = isPersian ? "persian" : "gregory";

  // All days are noon in UTC, so that no clock change moves them.
  const toDate = (iso) => new Date(`${iso}T12:00:00Z`);
  const toIso = (date) => date.toISOString().slice(0, 10);
  // No 31 February, which a date would carry into March, and no month 13.
  function isDay(iso) {
    const date = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? toDate(iso) : NaN;
    return !Number.isNaN(Number(date)) && toIso(date) === iso;
  }
  // The reader's own day: in Tehran it begins hours before that of UTC.
  const today = () => {
    const now = new Date();
    return toIso(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate(), 12)));
  };
  const addDays = (date, days) => new Date(date.getTime() + days * DAY);

  function formatter(options, numbers = digits) {
    const locale = `${lang}-u-ca-${calendar}-nu-${numbers}`;
    return new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  }

  const inDigits = new Intl.NumberFormat(`${lang}-u-nu-${digits}`, { useGrouping: false });
  const plainParts = formatter(
    { year: "numeric", month: "numeric", day: "numeric" },
    "latn",
  );
  const monthName = formatter({ month: "long" });
  const weekdayName = formatter({ weekday: "narrow" });
  const fullDay = formatter({ weekday: "long", day: "numeric", month: "long" });

  function readParts(format, date) {
    const parts = format.formatToParts(date);
    const read = (type) => Number(parts.find((part) => part.type === type).value);
    return { year: read("year"), month: read("month"), day: read("day") };
  }

  const partsOf = (date) => readParts(plainParts, date);

  // Some languages print the year first or an era behind it: put the caption together.
  function caption(date) {
    return `${monthName.format(date)} ${inDigits.format(partsOf(date).year)}`;
  }

  function shown(iso) {
    if (!isDay(iso)) return iso;
    const { year, month, day } = partsOf(toDate(iso));
    const mark = digits === "latn" && !isPersian ? "-" : "/";
    const two = (number) => inDigits.format(number).padStart(2, inDigits.format(0));
    return [inDigits.format(year), two(month), two(day)].join(mark);
  }

  function toLatinDigits(text) {
    const latin = (char) => {
      for (const set of NATIVE_DIGITS) {
        if (set.includes(char)) return String(set.indexOf(char));
      }
      return char;
    };
    return [...text].map(latin).join("");
  }

  const persianParts = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
    timeZone: "UTC",
    year: "numeric",
    month: "numeric",
    day: "numeric",
  });

  // Looks for the day whose Persian parts are these, from a guess that is a day or two
  // off at most.
  function fromPersian(year, month, day) {
    const before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
    const guess = addDays(new Date(Date.UTC(year + 621, 2, 21, 12)), before + day - 1);
    for (const offset of [0, -1, 1, -2, 2]) {
      const date = addDays(guess, offset);
      const found = readParts(persianParts, date);
      if (found.year === year && found.month === month && found.day === day) return date;
    }
    return null;
  }

  // Returns an ISO day, or the text as it stands for the server to refuse.
  function parse(text) {
    const plain = toLatinDigits(text).trim();
    const match = plain.match(/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/);
    if (!match) return plain;
    const [year, month, day] = match.slice(1).map(Number);
    if (year < FIRST_GREGORIAN_YEAR) {
      const date = fromPersian(year, month, day);
      return date ? toIso(date) : plain;
    }
    const date = new Date(Date.UTC(year, month - 1, day, 12));
    return date.getUTCMonth() === month - 1 ? toIso(date) : plain;
  }

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  class DateField extends HTMLElement {
    constructor() {
      super();
      this.addEventListener("change", (event) => {
        if (event.target === this.text) this.choose(parse(this.text.value));
      });
      this.addEventListener("focusout", (event) => {
        if (!this.contains(event.relatedTarget)) this.close();
      });
    }

    connectedCallback() {
      this.build();
    }

    // Once for each drawing of the server: a morph takes out what was added here.
    build() {
      if (this.button && this.contains(this.button)) return;
      this.popup = null;
      this.text = this.querySelector("input");
      this.sent = make("input", { type: "hidden", name: this.text.name });
      // What was typed before a morph stands in the reader's calendar.
      const typed = this.text.value;
      this.sent.value = isDay(parse(typed)) ? parse(typed) : typed;
      this.text.removeAttribute("name");
      this.text.removeAttribute("placeholder");
      this.text.value = shown(this.sent.value);
      this.button = make("button", {
        type: "button",
        class: "button icon-only",
        "aria-haspopup": "dialog",
        "aria-label": this.dataset.open ?? "Open the calendar",
      });
      this.button.append(this.icon());
      this.button.addEventListener("click", () => this.toggle());
      this.append(this.sent, this.button);
    }

    icon() {
      const SVG = "http://www.w3.org/2000/svg";
      const icon = document.createElementNS(SVG, "svg");
      const path = document.createElementNS(SVG, "path");
      icon.setAttribute("class", "icon");
      icon.setAttribute("viewBox", "0 0 24 24");
      icon.setAttribute("aria-hidden", "true");
      path.setAttribute("d", "M8 2v4M16 2v4M3 10h18M5 4h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z");
      icon.append(path);
      return icon;
    }

    get day() {
      return isDay(this.sent.value) ? toDate(this.sent.value) : null;
    }

    choose(iso) {
      this.sent.value = iso;
      this.text.value = shown(iso);
      this.sent.dispatchEvent(new Event("change", { bubbles: true }));
    }

    toggle() {
      if (this.popup) this.close();
      else this.open(this.day ?? toDate(today()));
    }

    close() {
      const { popup } = this;
      this.popup = null;
      popup?.remove();
    }

    // Focus goes first: removed with the calendar, it would be lost on the page.
    leave() {
      this.button.focus();
      this.close();
    }

    open(focused) {
      const old = this.popup;
      this.popup = make(
        "div",
        { class: "calendar", role: "dialog", "aria-label": caption(focused) },
        this.head(focused),
        this.month(focused),
      );
      this.popup.addEventListener("keydown", (event) => this.onKey(event));
      this.append(this.popup);
      this.popup.querySelector(`[data-day="${toIso(focused)}"]`).focus();
      old?.remove();
    }

    head(focused) {
      const [back, on] = dir === "rtl" ? ["›", "‹"] : ["‹", "›"];
      return make(
        "header",
        {},
        this.step(back, this.dataset.previous ?? "Previous month", this.monthAway(focused, -1)),
        make("span", { "aria-live": "polite" }, caption(focused)),
        this.step(on, this.dataset.next ?? "Next month", this.monthAway(focused, 1)),
      );
    }

    step(sign, label, target) {
      const button = make(
        "button",
        { type: "button", class: "button quiet small icon-only", "aria-label": label },
        sign,
      );
      button.addEventListener("click", () => this.open(target));
      return button;
    }

    // The same day of another month, or that month's last one.
    monthAway(date, months) {
      const { day } = partsOf(date);
      const aside = months > 0 ? addDays(date, 32 - day) : addDays(date, -day);
      const first = addDays(aside, 1 - partsOf(aside).day);
      let target = addDays(first, day - 1);
      while (partsOf(target).month !== partsOf(first).month) target = addDays(target, -1);
      return target;
    }

    month(focused) {
      const { month, day } = partsOf(focused);
      const first = addDays(focused, 1 - day);
      const weekStart = FIRST_WEEKDAY[lang] ?? 1;
      const start = addDays(first, -((first.getUTCDay() - weekStart + 7) % 7));
      const names = [...Array(7).keys()].map((index) =>
        make("th", { scope: "col" }, weekdayName.format(addDays(start, index))),
      );
      const table = make("table", {}, make("thead", {}, make("tr", {}, ...names)));
      const body = make("tbody");
      for (let week = start; ; week = addDays(week, 7)) {
        const days = [...Array(7).keys()].map((index) => addDays(week, index));
        if (!days.some((date) => partsOf(date).month === month)) break;
        body.append(
          make("tr", {}, ...days.map((date) => this.cell(date, month, focused))),
        );
      }
      table.append(body);
      return table;
    }

    cell(date, month, focused) {
      if (partsOf(date).month !== month) return make("td");
      const iso = toIso(date);
      const button = make(
        "button",
        {
          type: "button",
          "data-day": iso,
          tabindex: iso === toIso(focused) ? "0" : "-1",
          "aria-pressed": String(iso === this.sent.value),
          "aria-label": fullDay.format(date),
        },
        inDigits.format(partsOf(date).day),
      );
      if (iso === today()) button.setAttribute("aria-current", "date");
      button.addEventListener("click", () => {
        this.choose(iso);
        this.leave();
      });
      return make("td", {}, button);
    }

    onKey(event) {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.leave();
        return;
      }
      const iso = event.target.dataset.day;
      const target = iso && this.keyTarget(event.key, toDate(iso));
      if (!target) return;
      event.preventDefault();
      this.open(target);
    }

    keyTarget(key, date) {
      const forward = dir === "rtl" ? -1 : 1;
      const days = { ...ARROWS, ArrowRight: forward, ArrowLeft: -forward }[key];
      if (days) return addDays(date, days);
      if (key === "PageUp") return this.monthAway(date, -1);
      if (key === "PageDown") return this.monthAway(date, 1);
      if (key === "Home") return addDays(date, 1 - partsOf(date).day);
      return null;
    }
  }

  customElements.define("date-field", DateField);
  document.addEventListener("htmx:after:swap", () => {
    for (const field of document.querySelectorAll("date-field")) field.build();
  });
})();
