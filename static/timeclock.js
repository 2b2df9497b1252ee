/* What a page does by itself: running times, undo's countdown, waiting buttons, a lost connection.
   Everything works without it. */
(() => {
  "use strict";

  const figure = (seconds) => {
    const minutes = Math.floor(seconds / 60);
    return [Math.floor(minutes / 60), minutes % 60];
  };

  const unit = (name) => Object.assign(document.createElement("small"), { textContent: name });

  /* Seconds since an element came. Not performance.now(): that stands still while a phone sleeps. */
  const passed = (element) => (Date.now() - element.began) / 1000;

  /* What the figures of a page that stand above this one came to, in seconds: the day says it of the panel. */
  const above = (element) => {
    const { before, after } = element.dataset;
    return Number((after ? document.getElementById("day")?.dataset[after] : before) ?? 0);
  };

  /* A running figure: what the server counted, plus what has passed since, and no more than `most`.
     What is above it decides when its minutes turn: they add up to the sum. */
  const run = (element) => {
    const { seconds, most } = element.dataset;
    const before = above(element);
    const counted = Number(seconds) + passed(element);
    const sum = before + (most === undefined ? counted : Math.min(counted, Number(most)));
    const [hours, minutes] = figure((Math.floor(sum / 60) - Math.floor(before / 60)) * 60);
    if (element.shown === `${hours}:${minutes}`) return;
    element.shown = `${hours}:${minutes}`;
    const parts = hours ? [[`${hours}`, "h"], [String(minutes).padStart(2, "0"), "min"]] : [[`${minutes}`, "min"]];
    if (!element.classList.contains("time")) {
      element.textContent = parts.flat().join("\u00a0");
      return;
    }
    const words = element.querySelector(".visually-hidden");
    element.replaceChildren(...parts.flatMap(([number, name]) => [number, unit(name)]), ...(words ? [" ", words] : []));
  };

  /* The time by the server's clock: that is the one which punches get. */
  const present = (element) => (Number(element.dataset.now) + passed(element)) * 1000;

  const clock = (moment, zone) =>
    new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });

  const tell = (element) => { element.textContent = clock(present(element), element.dataset.clockZone); };

  /* A day's line goes on: the mark of the present, and the bar that still runs. */
  const draw = (strip) => {
    const { from, to, zone } = strip.dataset;
    const x = (present(strip) / 1000 - from) / (to - from) * 100;
    if (x > 100) return;
    for (const mark of strip.querySelectorAll(".now")) { mark.setAttribute("x1", `${x}%`); mark.setAttribute("x2", `${x}%`); }
    for (const text of strip.querySelectorAll(".now-text")) { text.setAttribute("x", `${x}%`); text.textContent = clock(present(strip), zone); }
    for (const bar of strip.querySelectorAll("[data-open]")) bar.setAttribute("width", `${Math.max(x - parseFloat(bar.getAttribute("x")), 0.5)}%`);
  };

  const expire = (form) => {
    const left = Math.ceil(Number(form.dataset.expires) - passed(form));
    if (left <= 0) { form.remove(); return; }
    const button = form.querySelector("[data-countdown]");
    if (button) button.textContent = button.textContent.replace(/\d+/, String(left));
  };

  /* What is left of a planned break: the plan less the minutes shown of it; then that it is over. */
  const count = (sentence) => {
    const left = Number(sentence.dataset.left) - passed(sentence);
    if (left <= 0) {
      sentence.textContent = sentence.dataset.over;
      sentence.removeAttribute("data-left");
      return;
    }
    const [hours, minutes] = figure(Math.max(Math.ceil((left - above(sentence) % 60) / 60), 0) * 60);
    const words = `${hours ? `${hours}\u00a0h\u00a0${String(minutes).padStart(2, "0")}` : minutes}\u00a0min`;
    const time = sentence.querySelector("[data-figure]");
    if (time && time.textContent !== words) time.textContent = words;
  };

  const tick = () => {
    for (const [selector, act] of [["[data-runs]", run], ["[data-clock-zone]", tell], ["[data-from]", draw], ["[data-expires]", expire], ["[data-left]", count]]) {
      for (const element of document.querySelectorAll(selector)) {
        element.began ??= Date.now();
        act(element);
      }
    }
  };

  const prepare = () => {
    if (navigator.share) for (const button of document.querySelectorAll("[data-share]")) button.hidden = false;
    for (const element of document.querySelectorAll("[data-print], [data-copy]")) element.hidden = false;
    for (const select of document.querySelectorAll("[data-own-zone]:not([data-known])")) {
      select.dataset.known = "";
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      if ([...(select.list || select).options].some((option) => option.value === zone)) select.value = zone;
    }
    tick();
  };

  /* What a dialog is given to ask opens it; an answer that was taken closes it. */
  const ask = (event) => {
    const dialog = event.target.closest("dialog");
    if (!dialog || dialog.open || !dialog.childElementCount) return;
    dialog.asker = document.activeElement?.id;
    dialog.showModal();
  };

  /* What opened a dialog has the focus again, even where a list was swapped around it meanwhile. */
  const closed = (event) => {
    if (document.activeElement === document.body) document.getElementById(event.target.asker)?.focus();
  };

  const close = () => { for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close(); };

  /* A page that lay in the background shows what has happened meanwhile, unless somebody is typing. */
  let typed = false;
  let left = 0;
  const back = () => {
    if (document.hidden) { left = Date.now(); return; }
    if (!typed && Date.now() - left > 30000) document.body.dispatchEvent(new CustomEvent("returned"));
  };

  /* A clock page in front asks whether something was recorded elsewhere. */
  const watch = () => {
    if (!document.hidden && document.getElementById("panel")) document.body.dispatchEvent(new CustomEvent("watch"));
  };

  const lost = (is) => {
    const banner = document.getElementById("lost");
    if (banner) banner.hidden = !is;
  };

  /* Over plain http there is no clipboard to write to; then the old way. */
  const copy = async (button) => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    const words = button.querySelector("[data-copied]");
    if (words) words.textContent = words.dataset.copied;
  };

  document.addEventListener("DOMContentLoaded", prepare);
  document.addEventListener("htmx:afterSwap", ask);
  document.addEventListener("close", closed, true);
  document.addEventListener("stopped", close);
  document.addEventListener("visibilitychange", back);
  document.addEventListener("input", () => { typed = true; });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.requestConfig?.verb === "post") typed = false; });
  document.addEventListener("htmx:afterSettle", prepare);
  document.addEventListener("htmx:sendError", () => lost(true));
  document.addEventListener("htmx:timeout", () => lost(true));
  /* A failure that brings no words of its own leaves the page, and its keys, as they are. */
  document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
    if (xhr.status) lost(xhr.status >= 500 && xhr.getResponseHeader("HX-Reswap") === "none");
  });
  window.addEventListener("offline", () => lost(true));
  window.addEventListener("online", () => lost(false));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const dialog = event.target.closest("dialog [data-close]")?.closest("dialog");
    if (dialog) { event.preventDefault(); dialog.close(); }
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    const share = event.target.closest("[data-share]");
    if (share) navigator.share({ url: document.getElementById(share.dataset.share).value }).catch(() => {}); // closed by the person
  });
  /* A form sent the old way must not go twice; the server counts it once in any case. A file may
     be fetched again: its page stays. */
  document.addEventListener("submit", (event) => {
    if (event.target.hasAttribute("hx-post") || event.target.method === "get") return;
    if ("again" in event.target.dataset) return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
  setInterval(tick, 1000);
  setInterval(watch, 4000);
})();

/* The inbox by keys: J and K go on and back, another letter presses what the open case offers for it.
   They work while the focus is in the list, never while somebody is typing. A key that is held, or
   pressed while an answer is on its way or has just come, would decide a case that nobody has read. */
(() => {
  "use strict";

  const REST = 400;
  const cases = (list) => [...list.querySelectorAll("details.case")];

  const open = (item) => {
    if (!item) return;
    item.open = true;
    const summary = item.querySelector("summary");
    summary.focus();
    summary.scrollIntoView({ block: "nearest" });
  };

  const step = (list, by) => {
    const every = cases(list);
    const here = every.findIndex((item) => item.open);
    open(every[here < 0 ? 0 : here + by]);
  };

  const press = (list, key) => list.querySelector(`details.case[open] [data-key="${key}"]`)?.click();

  const asked = new Set();
  let swapped = -REST;
  document.addEventListener("htmx:beforeSend", ({ target, detail: { xhr } }) => { if (target.closest("#inbox")) asked.add(xhr); });
  document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => { asked.delete(xhr); });
  document.addEventListener("htmx:afterSwap", ({ detail: { elt } }) => { if (elt?.id === "inbox") swapped = performance.now(); });
  const rests = () => asked.size > 0 || performance.now() - swapped < REST;

  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    const list = event.target.closest?.("[data-keys]");
    if (!list || !/^[a-z]$/.test(key) || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    if (rests()) return;
    if (key === "j" || key === "k") step(list, key === "j" ? 1 : -1);
    else press(list, key);
  });

  /* What a summary opens to be filled in has the focus at once. */
  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.matches(".reply, .opens")) event.target.querySelector("textarea, select, input:not([type=hidden])")?.focus();
  }, true);

  /* A button that says how many it is about says so again after each choice. */
  const recount = (button) => {
    const count = button.form.querySelectorAll(`[name="${button.dataset.counts}"]:checked`).length;
    button.textContent = (count === 1 ? button.dataset.one : button.dataset.many).replace("{}", String(count));
    button.disabled = !count;
  };
  const recountAll = (within) => { for (const button of within?.querySelectorAll("[data-counts]") ?? []) recount(button); };
  document.addEventListener("change", (event) => recountAll(event.target.form));
  document.addEventListener("DOMContentLoaded", () => recountAll(document));

  /* Who was found in a roll call. It stays on this device for 12 hours, so that a reload loses nothing. */
  const FOUND = "timeclock-roll-call";
  const HOURS_12 = 12 * 3600 * 1000;
  const ticked = () => {
    try {
      const { at, ids } = JSON.parse(localStorage.getItem(FOUND) ?? "{}");
      if (Date.now() - at < HOURS_12) return { at, ids };
      localStorage.removeItem(FOUND);
    } catch { /* no storage here */ }
    return { at: Date.now(), ids: [] };
  };
  const count = (list) => {
    const every = list.querySelectorAll("input");
    const found = list.querySelectorAll("input:checked").length;
    const words = found === every.length ? list.dataset.allFound : list.dataset.found;
    list.querySelector(".tell").textContent = words.replace("{found}", String(found)).replace("{all}", String(every.length));
  };
  document.addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector("[data-roll-call]");
    if (!list) return;
    const { at, ids } = ticked();
    for (const box of list.querySelectorAll("input")) box.checked = ids.includes(box.value);
    count(list);
    let since = at;
    const keep = () => {
      count(list);
      const now = Array.from(list.querySelectorAll("input:checked"), (box) => box.value);
      try { localStorage.setItem(FOUND, JSON.stringify({ at: since, ids: now })); } catch { /* no storage here */ }
    };
    list.addEventListener("change", keep);
    const again = list.querySelector("[data-start-again]");
    again.hidden = false;
    again.addEventListener("click", () => {
      for (const box of list.querySelectorAll("input")) box.checked = false;
      since = Date.now();
      keep();
    });
  });

  /* The navigation scrolls by itself on a low screen. The entry of this page is in view. */
  document.addEventListener("DOMContentLoaded", () => {
    const bar = document.querySelector(".tabs ul");
    const here = bar?.querySelector("[aria-current]");
    if (here && here.offsetTop + here.offsetHeight > bar.clientHeight) bar.scrollTop = here.offsetTop - bar.clientHeight / 2;
  });
})();
