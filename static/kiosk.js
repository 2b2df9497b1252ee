// The screen of a kiosk: keys on the glass, and a field that a badge reader can always type into.
(() => {
  "use strict";

  const fields = (pad) => pad.dataset.keypad.split(" ").map((id) => document.getElementById(id));

  // The field that was in focus last; at first the first one that is empty.
  const aim = (pad) => {
    const all = fields(pad);
    return all.find((field) => field.dataset.aimed) ?? all.find((field) => !field.value) ?? all[0];
  };

  const press = (pad, value) => {
    const field = aim(pad);
    if (value === "clear") field.value = "";
    else if (value === "delete") field.value = field.value.slice(0, -1);
    else if (field.value.length < Number(field.maxLength)) field.value += value;
  };

  for (const pad of document.querySelectorAll("[data-keypad]")) {
    pad.hidden = false;
    for (const field of fields(pad)) {
      field.addEventListener("focus", () => {
        for (const other of fields(pad)) delete other.dataset.aimed;
        field.dataset.aimed = "yes";
      });
    }
    pad.addEventListener("click", ({ target }) => {
      const key = target.closest("button");
      if (key) press(pad, key.value);
    });
  }

  // A reader types like a keyboard, so its field has the focus unless another field is in use.
  const reader = document.querySelector("[data-reader]");
  const atRest = () => !document.activeElement || document.activeElement === document.body;
  if (reader) {
    document.addEventListener("click", () => { if (atRest()) reader.focus(); });
    document.addEventListener("keydown", (event) => {
      if (event.key.length === 1 && atRest()) reader.focus();
    });
  }
})();
