// Arrow keys walk from box to box of the checklist; Space ticks, as everywhere.
"use strict";

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = event.target.closest?.("button.tick");
  if (!step || !here) return;
  const boxes = [...document.querySelectorAll("button.tick")].filter((box) =>
    box.checkVisibility(),
  );
  const next = boxes[boxes.indexOf(here) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// A morph keeps what is typed, and with it what was sent just now: it would be sent twice.
document.addEventListener("htmx:after:swap", (event) => {
  const { sourceElement: form, response } = event.detail.ctx;
  if (response?.status >= 400 || !form.matches?.("form[data-adds]")) return;
  for (const box of form.querySelectorAll("textarea, input[type=text]")) {
    box.value = box.defaultValue;
  }
});

// A morph folds what the server draws folded: what was opened stays open while another
// form is answered.
let opened = [];
document.addEventListener("htmx:before:swap", (event) => {
  const { sourceElement: source } = event.detail.ctx;
  const folds = [...document.querySelectorAll("details.fold[open]")];
  opened = folds.filter((fold) => !fold.contains(source));
});
document.addEventListener("htmx:after:swap", () => {
  for (const fold of opened) fold.open = true;
});

// The names that may be mentioned become buttons that write them into the comment.
function offerMentions(root) {
  for (const names of root.querySelectorAll("[data-mentions]")) {
    for (const name of names.querySelectorAll("bdi")) {
      if (name.closest("button")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link-button";
      name.replaceWith(button);
      button.append(name);
      button.addEventListener("click", () => {
        const box = document.getElementById(names.dataset.mentions);
        const before = box.value.slice(0, box.selectionStart).replace(/@$/, "");
        const gap = before && !/\s$/.test(before) ? " " : "";
        const start = `${before}${gap}${name.textContent} `;
        box.value = start + box.value.slice(box.selectionEnd);
        box.focus();
        box.setSelectionRange(start.length, start.length);
      });
    }
  }
}

offerMentions(document);
document.addEventListener("htmx:after:swap", () => offerMentions(document));
