// Enter walks down a column of the grid, with Shift up, as in a spreadsheet.
"use strict";

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(".asset-grid td");
  if (event.key !== "Enter" || !cell || !event.target.matches("select, input")) return;
  event.preventDefault();
  const column = [...cell.parentElement.children].indexOf(cell);
  const rows = [...document.querySelectorAll(".asset-grid tbody")];
  const here = rows.indexOf(cell.closest("tbody"));
  const next = rows[here + (event.shiftKey ? -1 : 1)];
  next?.rows[0].cells[column].querySelector("select, input")?.focus();
});
