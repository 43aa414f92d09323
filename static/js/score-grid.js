// The scoring grid by keyboard.
//
// Contract with the page (drawn by templates/components/_score_cell.html):
//
//   <table class="grid" data-top="5">
//     ...<tr><th class="criterion">Name <a data-scale href hx-get ...></a></th>
//       <td data-row="3" data-col="1">
//         <form id="cell-form-12-5" method="post" action="..." hx-post="..."
//               hx-target="this" hx-swap="outerMorph" hx-sync="closest table:queue all">
//           <input type="hidden" name="version" value="7">
//           <input type="hidden" name="state" value="">
//           <input class="score level-4" id="cell-12-5" name="value" value="4"
//                  inputmode="numeric" maxlength="1" aria-label="Criterion, candidate">
//         </form>
//         <a data-detail href hx-get ...></a>
//       </td>
//   <dialog class="drawer" id="score-drawer"><div id="score-drawer-body"></div></dialog>
//
// `data-row` and `data-col` count the cells that may be entered, group rows left out.
// The server takes value or state ("abstained", "not_shown") and answers with the form,
// and with the totals in an <hx-partial>. A stale version is answered 412 with the form
// showing both values. `data-scale` and `data-detail` are links that fill the drawer:
// the scale of the criterion in words, and note and evidence of the cell (fields
// `note` and `evidence`). Without this script each form posts by itself.
"use strict";

(() => {
  const grid = document.querySelector("table.grid");
  if (!grid) return;

  const NATIVE_DIGITS = ["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"];
  const STATES = { a: "abstained", x: "not_shown" };
  const DETAIL_FIELDS = { n: "note", e: "evidence" };
  const ERASERS = new Set(["Backspace", "Delete"]);
  const top = Number(grid.dataset.top ?? 5);
  const drawer = document.getElementById("score-drawer");
  let drawerField = "";

  function toLatinDigit(text) {
    for (const digits of NATIVE_DIGITS) {
      const value = digits.indexOf(text);
      if (text && value >= 0) return String(value);
    }
    return text;
  }

  // A recused candidate has no field: step over it.
  function neighbour(input, rows, columns) {
    let { row, col } = input.closest("td").dataset;
    for (;;) {
      row = Number(row) + rows;
      col = Number(col) + columns;
      const cell = grid.querySelector(`[data-row="${row}"][data-col="${col}"]`);
      const field = cell?.querySelector(".score");
      if (field || !cell) return field ?? null;
    }
  }

  function go(input) {
    if (!input) return;
    input.focus();
    input.select();
  }

  function save(input, state = "") {
    const form = input.form;
    form.elements.state.value = state;
    form.requestSubmit();
    form.elements.state.value = "";
  }

  function showLevel(input, level) {
    input.classList.remove("is-unscored", "is-abstained", "is-not-shown", "is-refused");
    for (let i = 0; i <= top; i += 1) input.classList.toggle(`level-${i}`, i === level);
    input.classList.toggle("is-unscored", level === null);
    input.removeAttribute("aria-invalid");
  }

  function refuse(input) {
    input.classList.add("is-refused");
    input.setAttribute("aria-invalid", "true");
    input.select();
  }

  grid.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.matches(".score")) return;
    const text = toLatinDigit(input.value.trim());
    if (text !== "" && !(/^\d$/.test(text) && Number(text) <= top)) {
      refuse(input);
      return;
    }
    showLevel(input, text === "" ? null : Number(text));
    save(input);
    if (text !== "") go(neighbour(input, 1, 0));
  });

  // Arrows follow the eye: in a right-to-left page, left is the next column.
  function arrowStep(key) {
    const forward = document.dir === "rtl" ? -1 : 1;
    return {
      ArrowDown: [1, 0],
      Enter: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, forward],
      ArrowLeft: [0, -forward],
    }[key];
  }

  // The letter on a Latin keyboard, or that key's place on any other one.
  function letterOf(event) {
    if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
    return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
  }

  function openDetail(input, field) {
    drawerField = field;
    input.closest("td").querySelector("[data-detail]")?.click();
  }

  function openScale(input) {
    drawerField = "";
    input.closest("tr").querySelector("[data-scale]")?.click();
  }

  grid.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches(".score")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = arrowStep(event.key);
    const letter = letterOf(event);
    if (step) go(neighbour(input, ...step));
    else if (event.key === "?" || event.key === "؟") openScale(input);
    else if (STATES[letter]) save(input, STATES[letter]);
    else if (DETAIL_FIELDS[letter]) openDetail(input, DETAIL_FIELDS[letter]);
    else if (ERASERS.has(event.key) && input.value === "") save(input);
    else if (event.key.length > 1 || /\p{Nd}/u.test(event.key)) return;
    // Any other letter would only be refused.
    event.preventDefault();
  });

  grid.addEventListener("focusin", (event) => {
    if (event.target.matches(".score")) event.target.select();
  });

  // Waiting entries were packed before the answers they wait for: the version that
  // counts is the one on the page when the entry leaves.
  grid.addEventListener("htmx:before:request", (event) => {
    const form = event.target.closest("form");
    const version = form?.elements.version?.value;
    const { body } = event.detail.ctx.request;
    if (version !== undefined && body?.has?.("version")) body.set("version", version);
  });

  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.target?.id !== "score-drawer-body" || !drawer) return;
    if (!drawer.open) drawer.showModal();
    if (drawerField) drawer.querySelector(`[name="${drawerField}"]`)?.focus();
  });

  // An entry that did not arrive stays visible as such, goes out again when the
  // connection is back, and is asked about before the page is left.
  function markUnsaved(event) {
    const form = event.target.closest?.("form");
    if (!form || !grid.contains(form)) return;
    form.dataset.unsaved = "true";
    form.elements.value?.classList.add("is-refused");
  }

  grid.addEventListener("htmx:error", markUnsaved);
  grid.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) markUnsaved(event);
  });
  grid.addEventListener("htmx:after:request", (event) => {
    if (event.detail.ctx.response.status < 500) delete event.target.dataset.unsaved;
  });
  window.addEventListener("online", () => {
    for (const form of grid.querySelectorAll("form[data-unsaved]")) form.requestSubmit();
  });
  window.addEventListener("beforeunload", (event) => {
    if (grid.querySelector("form[data-unsaved]")) event.preventDefault();
  });
})();
