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
