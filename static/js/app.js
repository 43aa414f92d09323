// Everywhere: the token for htmx, failures, the theme, focus after a swap.
"use strict";

const toasts = document.getElementById("toasts");

function showToast(text) {
  const template = document.getElementById("toast-template");
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.querySelector("[data-toast-text]").textContent = text;
  toasts.append(toast);
}

// A reader who cannot see the change hears it.
function announce(text) {
  document.getElementById("announcer").textContent = text;
}

document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRFToken"] = document.body.dataset.csrf;
});

// The server's own words come as HX-Trigger: {"toast": {"target": "body", ...}}.
document.addEventListener("toast", (event) => showToast(event.detail.text));
document.addEventListener("announce", (event) => announce(event.detail.text));

// A region that loads by itself holds the words for all: it comes, it did not come, it
// is kept from this reader, whom another try does not help.
const KEPT = [403, 404];

function tellFailedLoad({ sourceElement, response }) {
  const said = KEPT.includes(response?.status) ? "loadRefused" : "loadFailed";
  const words = sourceElement.querySelectorAll(
    "[data-load-failed], [data-load-refused], [data-loading]",
  );
  for (const each of words) each.hidden = !(said in each.dataset);
  return words.length > 0;
}

document.addEventListener("htmx:response:error", (event) => {
  const { response, hx } = event.detail.ctx;
  // Answers below 500 bring their region or a toast along.
  if (tellFailedLoad(event.detail.ctx) || response.status < 500) return;
  if (!hx?.trigger) showToast(toasts.dataset.failed);
});

document.addEventListener("htmx:error", (event) => {
  const request = event.detail.ctx?.request;
  if (!request || tellFailedLoad(event.detail.ctx)) return;
  const late = request.signal?.reason === "timeout";
  showToast(late ? toasts.dataset.late : toasts.dataset.failed);
});

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-close-toast]");
  if (close) close.closest(".toast").remove();

  const opener = event.target.closest("[data-open-dialog]");
  if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();

  const closer = event.target.closest("[data-close-dialog]");
  if (closer) closer.closest("dialog").close();

  // A menu closes when the click goes elsewhere, as menus do.
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

function remember(name, value) {
  const lasting = "path=/; max-age=31536000; samesite=lax";
  // The prefix makes the browser hold the cookie to this very host.
  document.cookie =
    location.protocol === "https:"
      ? `__Host-${name}=${value}; ${lasting}; secure`
      : `${name}=${value}; ${lasting}`;
}

// Some pages are drawn another way on phones: the server asks this cookie.
const phone = window.matchMedia("(width <= 760px)");

function rememberViewport() {
  remember("viewport", phone.matches ? "narrow" : "wide");
}

rememberViewport();
phone.addEventListener("change", rememberViewport);

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen) return chosen === "dark";
  return window.matchMedia("(prefers-color-scheme: dark)").matches;
}

for (const button of document.querySelectorAll("[data-theme-button]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    remember("theme", theme);
  });
}

// On a phone, rail and steps are strips: begin where the reader is. Not with
// scrollIntoView, which would move the page too.
for (const strip of document.querySelectorAll(".rail, .step-bar, .tabs")) {
  const current = strip.querySelector("[aria-current]");
  if (!current || strip.scrollWidth <= strip.clientWidth) continue;
  const [outer, inner] = [strip, current].map((box) => box.getBoundingClientRect());
  strip.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}

// The answer to a form stands for the page that sent it: Back and Reload ask for that
// page, and do not offer to send the form again. Forms keep where they go.
function standForSender() {
  const sender = document.referrer && new URL(document.referrer);
  if (sender.origin !== location.origin) return;
  if (!location.pathname.startsWith(sender.pathname)) return;
  for (const form of document.querySelectorAll("form:not([action])")) {
    form.setAttribute("action", location.href);
  }
  history.replaceState(null, "", sender.pathname + sender.search + location.hash);
}

if ("answer" in document.documentElement.dataset) standForSender();

// A refused form begins at what was refused: on a phone that lies far below the top.
// Not before the page is there: the way to a #fragment would take the focus away.
window.addEventListener("load", () => {
  document.querySelector("main [aria-invalid=true]")?.focus();
});

// A region that was swapped may say where the eye should go next, and what changed.
document.addEventListener("htmx:after:swap", () => {
  const wanted = document.querySelector("[data-focus-after-swap]");
  if (wanted) {
    wanted.removeAttribute("data-focus-after-swap");
    wanted.focus();
  }
  const news = document.querySelector("[data-announce]");
  if (news) {
    announce(news.dataset.announce);
    news.removeAttribute("data-announce");
  }
});

// A page that was open for long asks who is logged in before it sends a form: the login
// page in its place would lose what was typed. The session may have ended meanwhile, or
// a login in another tab may have made the token of this page worthless.
const ASKED_AGAIN_AFTER = 5 * 60_000;
let heardAt = Date.now();
let sessionEnded;

async function isStillLoggedIn() {
  const answer = await fetch(document.body.dataset.session, { mode: "same-origin" });
  const { person, csrf, dialog } = await answer.json();
  if (String(person) !== document.body.dataset.person) {
    tellSessionEnded(dialog);
    return false;
  }
  document.body.dataset.csrf = csrf;
  for (const token of document.getElementsByName("csrfmiddlewaretoken")) token.value = csrf;
  heardAt = Date.now();
  return true;
}

function tellSessionEnded(dialog) {
  if (!sessionEnded) {
    document.body.insertAdjacentHTML("beforeend", dialog);
    sessionEnded = document.getElementById("session-ended");
  }
  if (!sessionEnded.open) sessionEnded.showModal();
}

async function sendIfLoggedIn(form, submitter) {
  try {
    if (await isStillLoggedIn()) form.requestSubmit(submitter);
  } catch {
    showToast(toasts.dataset.failed);
  }
}

if (document.body.dataset.session) {
  document.addEventListener(
    "submit",
    (event) => {
      const isFresh = Date.now() - heardAt < ASKED_AGAIN_AFTER;
      if (isFresh || event.target.method !== "post") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      sendIfLoggedIn(event.target, event.submitter);
    },
    { capture: true },
  );
  document.addEventListener("session-ended", isStillLoggedIn);
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden || !sessionEnded?.open) return;
    if (await isStillLoggedIn()) sessionEnded.close();
  });
}
