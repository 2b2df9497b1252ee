// The screen of a kiosk without a network: it keeps punches, and leaves when all of them are sent.
(() => {
  "use strict";

  const [EVERY, RESULT, PERSON] = [5000, 5000, 20000];
  const one = (selector) => document.querySelector(selector);
  const say = (name, text) => { one(`[data-say="${name}"]`).textContent = text; };
  const steps = [...document.querySelectorAll("[data-step]")];
  let table, who, timer, skew = 0;

  const here = () => steps.find((each) => !each.hidden)?.dataset.step;
  const show = (name, after = 0) => {
    clearTimeout(timer);
    for (const each of steps) each.hidden = each.dataset.step !== name;
    for (const form of document.forms) form.reset();
    const first = one(`[data-step="${name}"]`);
    const field = first.querySelector("form:not([hidden]) input");
    (field ?? first.querySelector("h1")).focus();
    if (after) timer = setTimeout(idle, after);
  };
  const idle = () => {
    who = null;
    one('[data-say="trouble"]').hidden = true;
    show("idle");
  };
  const unable = (why) => {
    for (const each of document.querySelectorAll("[data-why]")) each.hidden = each.dataset.why !== why;
    show("unable");
  };
  const trouble = (name) => {
    idle();
    say("trouble", one(`[data-trouble="${name}"]`).content.textContent);
    one('[data-say="trouble"]').hidden = false;
    timer = setTimeout(idle, RESULT);
  };

  const button = (text, look, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `btn ${look}`;
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  };

  // A person was recognised, or will be: the server checks what they entered.
  const recognised = (said, name) => {
    who = said;
    say("person", name ?? one('[data-say="person"]').dataset.unknown);
    show("act", PERSON);
  };

  const press = async (act, words, kind = null) => {
    const job = act === "clock_in" && table.jobs.length ? Number(one("#job").value) || null : null;
    if (act === "clock_in" && table.job_required && !job) return trouble("job");
    const said = who;
    who = null;
    if (!said) return idle();
    try {
      await kioskQueue.keep(act, said, { job, kind });
    } catch {
      return unable("full");
    }
    say("said", `${words} ${time(Date.now() + skew)}`);
    show("said", RESULT);
    await count();
  };

  const badge = async (text) => {
    if (!text) return idle();
    if (!text.startsWith(table.printed)) return recognised({ badge: text });
    const found = await kioskQueue.recognise(text);
    const { known } = one('[data-say="person"]').dataset;
    return found ? recognised({ badge: text }, found.name ?? known) : trouble("badge");
  };

  // As the server writes them: with 24 hours, and the day before the month.
  const { lang } = document.documentElement;
  const written = (moment, parts) => new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
    ...parts, timeZone: table.zone,
  }).format(moment);
  const time = (moment) => written(moment, {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const tick = () => {
    const now = Date.now() + skew;
    say("time", time(now));
    say("date", written(now, { weekday: "long", day: "numeric", month: "long" }));
  };

  const count = async () => {
    const { number, since } = await kioskQueue.waiting();
    const { none, some } = one('[data-say="waiting"]').dataset;
    say("waiting", number
      ? some.replace("{number}", number).replace("{time}", time(since + skew)) : none);
    return number;
  };

  // Send what waits. With a network and nothing left the page of the server comes back.
  const send = async () => {
    try {
      await kioskQueue.contact();
      await kioskQueue.deliver();
    } catch (error) {
      if (error instanceof kioskQueue.Refused) await refused(error);
      return;
    }
    if (!await count() && here() === "idle") location.replace("/kiosk");
  };
  const refused = async (refusal) => {
    if (await kioskQueue.leave(refusal).catch(() => false)) unable("closed");
  };

  const draw = () => {
    say("clock", table.clock);
    say("name", table.name);
    for (const way of ["badges", "names", "numbers"]) {
      one(`[data-way="${way}"]`).hidden = !table.ways[way];
    }
    for (const { id, name } of table.people) {
      const line = document.createElement("li");
      line.append(button(name, "btn-quiet", () => {
        who = { member: id };
        say("named", name);
        show("name", PERSON);
      }));
      one('[data-way="names"]').append(line);
    }
    const [jobs, kinds] = [one("[data-jobs]"), one("[data-kinds]")];
    jobs.hidden = !table.jobs.length;
    const select = one("#job");
    const choices = table.jobs.map(({ id, name }) => new Option(name, id));
    select.replaceChildren(new Option(select.dataset.none, ""), ...choices);
    const shown = table.kinds.length ? table.kinds : [{ id: null, name: kinds.dataset.plain }];
    kinds.replaceChildren(...shown.map(({ id, name }) =>
      button(name, "btn-quiet btn-lg", () => press("pause", name, id))));
  };

  const listen = () => {
    const entered = (form, act) => form.addEventListener("submit", (event) => {
      event.preventDefault();
      act(Object.fromEntries(new FormData(form)));
    });
    entered(one('[data-way="badges"]'), ({ badge: text }) => badge(text.trim().toUpperCase()));
    entered(one('[data-way="numbers"]'), ({ number, pin }) =>
      number.trim() && pin ? recognised({ number: number.trim(), pin }) : trouble("empty"));
    entered(one('[data-step="name"] form'), ({ pin }) =>
      pin ? recognised({ ...who, pin }, one('[data-say="named"]').textContent) : trouble("empty"));
    for (const each of document.querySelectorAll("[data-act]")) {
      each.addEventListener("click", () => press(each.dataset.act, each.textContent.trim()));
    }
    for (const each of document.querySelectorAll("[data-back]")) each.addEventListener("click", idle);
  };

  const start = async () => {
    if (!kioskQueue.works()) return unable("insecure");
    table = await kioskQueue.table();
    if (!table) {
      await send();
      return unable("never");
    }
    skew = await kioskQueue.skew();
    draw();
    listen();
    tick();
    await count();
    if (table.closed) unable("closed");
    else idle();
    setInterval(tick, 1000);
    setInterval(send, EVERY);
    await send();
  };
  start();
})();
