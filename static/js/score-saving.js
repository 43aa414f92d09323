// Saving scores, in the grid and one at a time: no entry is lost, none goes out stale.
//
// An entry leaves its place as a request of htmx, one after the other (hx-sync). Places
// are the inputs of table.score-grid and the forms with data-saving. The version of a
// place is read when its entry leaves, not when it is typed: the answer to the entry
// before has brought a new one by then.
"use strict";

(() => {
  const RETRY_AFTER = 8000;
  const ANSWERS = [200, 409, 412, 422]; // those that bring the place along
  const PLACES = ".score-grid .score, form[data-saving]";
  const waiting = new Map(); // place -> entries that have no answer yet
  const failed = new Set(); // places whose entry did not arrive

  function placeOf(event) {
    const { sourceElement, request } = event.detail.ctx;
    const isEntry = request.method === "POST" && sourceElement.matches(PLACES);
    return isEntry ? sourceElement : null;
  }

  function versionOf(place) {
    return place.dataset.version ?? place.elements.version.value;
  }

  function send(place) {
    if (place instanceof HTMLFormElement) place.requestSubmit();
    else place.dispatchEvent(new Event("save"));
  }

  function fail(place) {
    failed.add(place);
    place.classList.add("is-unsaved");
  }

  document.addEventListener("htmx:config:request", (event) => {
    const place = placeOf(event);
    if (place) waiting.set(place, (waiting.get(place) ?? 0) + 1);
  });

  document.addEventListener("htmx:before:request", (event) => {
    const place = placeOf(event);
    if (place) event.detail.ctx.request.body.set("version", versionOf(place));
  });

  document.addEventListener("htmx:after:request", (event) => {
    const place = placeOf(event);
    if (!place) return;
    const { status } = event.detail.ctx.response;
    if (status >= 500) return fail(place);
    failed.delete(place);
    // Refused as a whole, with a toast: trying again would not help.
    place.classList.toggle("is-unsaved", !ANSWERS.includes(status));
    // A file is sent once, not again with each change after it.
    for (const file of place.querySelectorAll("[type=file]")) file.value = "";
  });

  document.addEventListener("htmx:error", (event) => {
    if (!event.detail.ctx?.request) return;
    const place = placeOf(event);
    if (place) fail(place);
  });

  document.addEventListener("htmx:finally:request", (event) => {
    const place = placeOf(event);
    if (!place) return;
    const left = waiting.get(place) - 1;
    if (left) waiting.set(place, left);
    else waiting.delete(place);
  });

  function retry() {
    for (const place of failed) {
      if (!place.isConnected) failed.delete(place);
      else if (!waiting.has(place)) send(place);
    }
  }

  window.addEventListener("online", retry);
  window.setInterval(retry, RETRY_AFTER);

  window.addEventListener("beforeunload", (event) => {
    if (waiting.size || failed.size) event.preventDefault();
  });

  // The grid asks how many entries of a place have no answer yet.
  window.scoreSaving = { waitingOf: (place) => waiting.get(place) ?? 0 };
})();
