// The scoring grid by keyboard.
//
// Contract with the page (templates/evaluator/_score_grid.html):
//   table.score-grid[data-url] with hx-target, hx-swap, hx-sync and hx-trigger inherited;
//   thead th[data-candidate], tbody tr[data-criterion], in each cell that takes an entry
//   <input class="score" data-version hx-post>. Row and column name the cell, so that
//   cells that look alike are the same text 630 times. Without this script the form
//   around the table sends all cells at once.
"use strict";

(() => {
  const grid = document.querySelector("table.score-grid");
  if (!grid) return;

  const TOP = 5;
  const NATIVE_DIGITS = ["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"];
  const WORDS = { a: grid.dataset.a, x: grid.dataset.x };
  const LOOKS = { "": "is-unscored", a: "is-abstained", x: "is-not-shown" };
  const DRAWER_FIELDS = { n: "note", e: "rung", "?": "entry" };
  const drawer = document.getElementById("score-drawer");
  const opener = document.getElementById("cell-opener").content.firstElementChild;
  const newest = new WeakMap(); // input -> what was entered last
  let drawerField = "";
  let drawerCell = null;

  // Cells ---------------------------------------------------------------------

  const heads = grid.tHead.rows[0].cells;

  function headOf(cell) {
    return heads[cell.cellIndex];
  }

  function urlOf(cell) {
    const criterion = cell.closest("tr").dataset.criterion;
    return `${grid.dataset.url}${criterion}/${headOf(cell).dataset.candidate}/`;
  }

  function nameInputs(root) {
    for (const input of root.querySelectorAll("input.score")) {
      const cell = input.closest("td");
      const row = cell.closest("tr").cells[0].textContent.trim();
      const candidate = headOf(cell).querySelector("summary").textContent.trim();
      input.setAttribute("aria-label", `${row}, ${candidate}`);
    }
  }

  // Moving --------------------------------------------------------------------

  const rows = [...grid.querySelectorAll("tr[data-criterion]")];

  // Recused columns have no input: step over them.
  function neighbour(cell, down, along) {
    let row = rows.indexOf(cell.closest("tr"));
    let column = cell.cellIndex;
    for (;;) {
      row += down;
      column += along;
      const next = rows[row]?.cells[column];
      if (!next || !headOf(next)?.dataset.candidate) return null;
      const input = next.querySelector(".score");
      if (input?.matches("input")) return input;
    }
  }

  function go(input) {
    if (!input) return;
    input.focus();
    input.select();
  }

  // Arrows follow the eye: in a right-to-left page, left is the next column.
  function stepOf(key) {
    const forward = document.dir === "rtl" ? -1 : 1;
    return {
      ArrowDown: [1, 0],
      Enter: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, forward],
      ArrowLeft: [0, -forward],
    }[key];
  }

  // Entering ------------------------------------------------------------------

  function toLatinDigit(text) {
    for (const digits of NATIVE_DIGITS) {
      const value = digits.indexOf(text);
      if (text && value >= 0) return String(value);
    }
    return text;
  }

  // The entry as the server reads it: a digit, "a", "x" or nothing; null for all else.
  function codeOf(text) {
    const entry = toLatinDigit(text.trim());
    const code = Object.keys(WORDS).find((letter) => WORDS[letter] === entry) ?? entry;
    return code in LOOKS || (/^\d$/.test(code) && Number(code) <= TOP) ? code : null;
  }

  function lookOf(code) {
    return LOOKS[code] ?? `level-${code}`;
  }

  function show(input, look) {
    const kept = [...input.classList].filter((name) => /^(rung|has|htmx)-/.test(name));
    input.className = ["score", look, ...kept].join(" ");
    input.removeAttribute("aria-invalid");
  }

  // Takes what stands in the input; returns whether it is an entry.
  function save(input) {
    const code = codeOf(input.value);
    if (code === null) {
      input.value = newest.get(input) ?? input.defaultValue;
      input.select();
      return false;
    }
    show(input, lookOf(code));
    newest.set(input, input.value);
    input.dispatchEvent(new Event("save"));
    return true;
  }

  function enter(input, word) {
    input.value = word;
    save(input);
    go(neighbour(input.closest("td"), 1, 0));
  }

  // The letter on a Latin keyboard, or that key's place on any other one.
  function letterOf(event) {
    if (event.key === "?" || event.key === "؟") return "?";
    if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
    return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
  }

  grid.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.matches(".score")) return;
    const isTyped = input.value !== "";
    if (save(input) && isTyped) go(neighbour(input.closest("td"), 1, 0));
  });

  grid.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches(".score") || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = stepOf(event.key);
    const letter = letterOf(event);
    if (step) go(neighbour(input.closest("td"), ...step));
    else if (letter in WORDS) enter(input, WORDS[letter]);
    else if (letter in DRAWER_FIELDS) openDrawer(input, DRAWER_FIELDS[letter]);
    else if (event.key.length > 1 || codeOf(event.key) !== null) return;
    // Any other sign would only be refused.
    event.preventDefault();
  });

  grid.addEventListener("focusin", (event) => {
    const input = event.target;
    if (!input.matches(".score")) return;
    input.select();
    input.closest("td").append(opener);
  });

  // Talking to the server -----------------------------------------------------

  grid.addEventListener("htmx:config:request", (event) => {
    const { sourceElement: input, request } = event.detail.ctx;
    if (!input.matches(".score") || request.method !== "POST") return;
    request.action = `${urlOf(input.closest("td"))}save/`;
    // The cell alone, not the form around the table.
    request.body = new FormData();
    request.body.set("entry", codeOf(input.value));
    request.body.set("part", "cell");
  });

  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    const input = cell?.querySelector("input.score");
    if (!input) return;
    if (event.target.closest("[data-keep]")) save(input);
    else if (event.target.closest("[data-take]")) take(cell, input);
    else if (event.target.closest("[data-opener]")) openDrawer(input, "note");
  });

  // As the server writes it, unless this answer is older than what was entered since.
  function showSaved(input) {
    const isOlder = newest.has(input) && window.scoreSaving.waitingOf(input) > 1;
    input.value = isOlder ? newest.get(input) : input.defaultValue;
    if (input === document.activeElement) input.select();
  }

  function take(cell, input) {
    newest.delete(input);
    const url = `${urlOf(cell)}?part=cell`;
    window.htmx.ajax("GET", url, { source: input, target: cell, swap: "outerMorph" });
  }

  document.addEventListener("htmx:after:swap", (event) => {
    const own = event.detail.ctx.sourceElement.closest("td");
    for (const cell of [own, drawerCell]) if (cell) mend(cell);
  });

  // An answer brings the cell as the server drew it: without name and opener.
  function mend(cell) {
    nameInputs(cell);
    const input = cell.querySelector("input.score");
    if (input) showSaved(input);
    if (cell.contains(document.activeElement)) cell.append(opener);
    for (const choice of cell.querySelectorAll("[data-choice]")) choice.hidden = false;
  }

  // The drawer ----------------------------------------------------------------

  function openDrawer(input, field) {
    drawerField = field;
    drawerCell = input.closest("td");
    const url = `${urlOf(drawerCell)}?part=open`;
    // From the input, so that it queues behind the entries that are on their way.
    window.htmx.ajax("GET", url, {
      source: input,
      target: "#score-drawer-body",
      swap: "innerHTML",
    });
  }

  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.target?.id !== "score-drawer-body") return;
    if (!drawer.open) drawer.showModal();
    const fields = drawer.querySelectorAll(`[name="${drawerField}"]`);
    ([...fields].find((field) => field.checked) ?? fields[0])?.focus();
  });

  // The answer draws the cell of the grid too, and finds it by this.
  drawer.addEventListener("htmx:config:request", () => {
    drawerCell.dataset.atDrawer = "";
  });

  drawer.addEventListener("close", () => {
    delete drawerCell.dataset.atDrawer;
    const form = drawer.querySelector("form[data-saving]");
    const texts = [...(form?.querySelectorAll("textarea, input[inputmode=url]") ?? [])];
    const isLeft = texts.some((text) => text.value !== text.defaultValue);
    if (isLeft && !window.scoreSaving.waitingOf(form)) form.requestSubmit();
    drawerCell.querySelector(".score")?.focus();
  });

  nameInputs(grid);
})();
