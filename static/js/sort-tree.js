// Drag to reorder, beside the up and down buttons that work without it.
//
//   <ul data-sort-list data-sort-parent="12">
//     <li data-sort-item="34"><span data-sort-handle>…</span> … <ul data-sort-list …></ul></li>
//   </ul>
//   <form id="sort-form" method="post" hx-post="…">  (item, parent, position, and
//     version where the item carries data-sort-version)
//
// Lists that share data-sort-group exchange their items. A drop fills the form named by
// data-sort-form and submits it; the server's answer redraws the tree.
// The library, named by data-sortable of this script, comes with the first handle that a
// pointer reaches: who never drags never loads it.
"use strict";

(() => {
  const library = document.currentScript.dataset.sortable;
  let loaded;

  // By name, because `elements.item` is a method of the collection.
  function fill(form, name, value) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value ?? "";
  }

  function submitMove(event) {
    const list = event.to;
    const form = document.getElementById(list.dataset.sortForm ?? "sort-form");
    if (!form) return;
    fill(form, "item", event.item.dataset.sortItem);
    fill(form, "parent", list.dataset.sortParent);
    fill(form, "position", event.newDraggableIndex);
    fill(form, "version", event.item.dataset.sortVersion);
    form.requestSubmit();
  }

  function load() {
    loaded ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = library;
      script.addEventListener("load", resolve);
      document.head.append(script);
    });
    return loaded.then(makeSortable);
  }

  function makeSortable() {
    for (const list of document.querySelectorAll("[data-sort-list]")) {
      if (Sortable.get(list)) continue;
      Sortable.create(list, {
        group: list.dataset.sortGroup ?? "tree",
        handle: "[data-sort-handle]",
        draggable: "[data-sort-item]",
        ghostClass: "is-dragged",
        animation: 0,
        // A slow start, or a scroll on a phone would drag.
        delay: 120,
        delayOnTouchOnly: true,
        onEnd(event) {
          const isMoved = event.from !== event.to || event.oldIndex !== event.newIndex;
          if (isMoved) submitMove(event);
        },
      });
    }
  }

  // A finger gives no sign before it drags.
  if (matchMedia("(pointer: coarse)").matches) load();
  document.addEventListener("pointerover", (event) => {
    if (event.target.closest("[data-sort-handle]")) load();
  });
  document.addEventListener("htmx:after:swap", () => loaded && load());
})();
