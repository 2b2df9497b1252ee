// Keeps the page of a kiosk usable without a network. It stores that page and its files, which are
// the same for everyone, and nothing that the server answers: no page of a person is ever kept.
// `kept` is said by /kiosk/worker.js, whose text changes with each version of the page.
(() => {
  "use strict";

  const { version, page, files } = self.kept;
  const PREFIX = "timeclock-kiosk-";
  const NAME = PREFIX + version;
  const WAIT = 10000;
  const GATEWAY = [502, 504];

  const fill = async () => {
    const cache = await caches.open(NAME);
    await cache.addAll([page, ...files].map((url) => new Request(url, { cache: "reload" })));
    await self.skipWaiting();
  };

  const clear = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(PREFIX) && name !== NAME);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };

  const kept = async (url) => (await caches.open(NAME)).match(url);

  // A form is sent once and waited for: cut off, it might have been recorded all the same.
  const fromServer = (request) => {
    if (request.method !== "GET") return fetch(request);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), WAIT);
    return fetch(request, { signal: stop.signal });
  };

  const shown = async (request) => {
    try {
      const answer = await fromServer(request);
      if (!GATEWAY.includes(answer.status)) return answer;
    } catch {
      // There is no network.
    }
    return (await kept(page)) ?? Response.error();
  };

  self.addEventListener("install", (event) => event.waitUntil(fill()));
  self.addEventListener("activate", (event) => event.waitUntil(clear()));
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (origin !== self.location.origin) return;
    if (request.mode === "navigate") event.respondWith(shown(request));
    else if (files.includes(pathname)) {
      event.respondWith(kept(pathname).then((found) => found ?? fetch(request)));
    }
  });
})();
