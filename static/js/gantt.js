// Opens the chart at today, and lets its bars be dragged to another first day. A mouse
// and a pen drag at once; a finger scrolls, and drags a bar that it has held.
// Pages that run right to left scroll to negative places, and time runs to the left.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const ROW = 28;
  const DAY = 86_400_000;
  const ABOVE = 5;
  const HOLD = 400; // milliseconds
  const STILL = 10; // as many pixels a finger that holds may waver

  const { lang, dir, dataset: page } = document.documentElement;
  const toward = dir === "rtl" ? -1 : 1;
  const native = { fa: "arabext", ar: "arab" }[lang] ?? "latn";
  const numbers = page.digits === "latin" ? "latn" : native;
  const calendar = page.calendar === "persian" ? "persian" : "gregory";
  const words = new Intl.DateTimeFormat(`${lang}-u-ca-${calendar}-nu-${numbers}`, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
  });

  // All days are noon in UTC, so that no clock change moves them.
  const later = (iso, days) =>
    new Date(new Date(`${iso}T12:00:00Z`).getTime() + days * DAY);

  // Bars stand in the order of the names beside them; the first name is the corner.
  function nameOf(bar) {
    const box = bar.getBBox();
    const row = Math.floor((box.y + box.height / 2) / ROW);
    return bar.closest(".gantt").querySelectorAll(".gantt-names > li")[row + 1];
  }

  class Move {
    constructor(bar, name, event, scale) {
      Object.assign(this, { bar, name, scale, days: undefined });
      this.pointer = event.pointerId;
      this.from = event.clientX;
      this.ghost = bar.cloneNode();
      this.ghost.setAttribute("class", "moved");
      this.text = document.createElementNS(SVG, "text");
      this.text.setAttribute("class", "moved-days");
      const box = bar.getBBox();
      this.middle = box.x + box.width / 2;
      // Over the bar, or under that of the very first row.
      const over = box.y - ABOVE;
      this.text.setAttribute("y", over > ROW / 2 ? over : box.y + ROW);
      this.text.setAttribute("text-anchor", "middle");
    }

    to(x) {
      const days = Math.round(((x - this.from) / this.scale) * toward);
      if (days === this.days) return;
      this.days = days;
      if (!this.ghost.isConnected) this.bar.parentNode.append(this.ghost, this.text);
      const shift = days * this.scale * toward;
      this.ghost.setAttribute("transform", `translate(${shift} 0)`);
      this.text.setAttribute("x", this.middle + shift);
      const { first, last } = this.name.dataset;
      this.text.textContent = words.formatRange(later(first, days), later(last, days));
    }

    get address() {
      const day = later(this.name.dataset.first, this.days).toISOString().slice(0, 10);
      return `${this.name.querySelector("a").href}?not_before=${day}`;
    }

    end() {
      this.ghost.remove();
      this.text.remove();
    }
  }

  const isFar = (event, from) =>
    Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > STILL;

  class GanttScroll extends HTMLElement {
    connectedCallback() {
      const start = Number(this.dataset.start);
      this.scrollLeft = start * toward;
      if (!this.dataset.scale) return;
      this.addEventListener("pointerdown", (event) => this.take(event));
      this.addEventListener("pointermove", (event) => {
        if (event.pointerId === this.move?.pointer) this.move.to(event.clientX);
        else if (this.held && isFar(event, this.held)) this.letGo();
      });
      // While a bar is moved, neither finger nor pen scrolls, and no menu opens.
      for (const kind of ["touchstart", "touchmove", "contextmenu"]) {
        const stay = (event) => this.move && event.cancelable && event.preventDefault();
        this.addEventListener(kind, stay, { passive: false });
      }
      this.addEventListener("pointerup", (event) => this.drop(event));
      this.addEventListener("pointercancel", () => this.letGo());
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") this.letGo();
      });
    }

    take(event) {
      const bar = event.target.closest(".bar-open, .bar-done");
      if (!bar || !event.isPrimary || event.button !== 0) return;
      this.letGo();
      if (event.pointerType !== "touch") {
        this.begin(bar, event);
        return;
      }
      this.held = event;
      this.holding = setTimeout(() => {
        this.begin(bar, event);
        this.move?.to(event.clientX);
      }, HOLD);
    }

    begin(bar, event) {
      const name = nameOf(bar);
      const isDone = bar.classList.contains("bar-done");
      if (isDone || "fixed" in name.dataset) {
        const text = isDone ? this.dataset.done : this.dataset.fixed;
        document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
        return;
      }
      event.preventDefault();
      this.move = new Move(bar, name, event, Number(this.dataset.scale));
      this.setPointerCapture(event.pointerId);
      this.classList.add("is-moving");
    }

    drop(event) {
      if (this.move && event.pointerId !== this.move.pointer) return;
      const { days, address } = this.move ?? {};
      this.letGo();
      // Nothing is saved here: the page of the task shows what it would do, and asks.
      if (days) location.assign(address);
    }

    letGo() {
      clearTimeout(this.holding);
      this.held = undefined;
      if (!this.move) return;
      const { pointer } = this.move;
      this.move.end();
      this.move = undefined;
      this.classList.remove("is-moving");
      if (this.hasPointerCapture(pointer)) this.releasePointerCapture(pointer);
    }
  }

  customElements.define("gantt-scroll", GanttScroll);
})();
