// A kiosk with a network: it tells the server of its queue, and gets ready for a time without one.
(() => {
  "use strict";

  const EVERY = 30000;
  const OFFLINE = "/kiosk/offline";

  // The idle screen says plainly what this browser cannot do.
  const note = document.querySelector("[data-no-offline]");
  if (!kioskQueue.works()) {
    if (note) note.hidden = false;
    return;
  }

  const idle = Boolean(note);
  const contact = async () => {
    try {
      await kioskQueue.contact();
      // What waits is sent before anyone punches here again, so that nothing overtakes it.
      if (idle && (await kioskQueue.waiting()).number) location.replace(OFFLINE);
    } catch (error) {
      if (error instanceof kioskQueue.Refused) await kioskQueue.leave(error).catch(() => {});
      const isKept = Boolean(navigator.serviceWorker.controller);
      const isCutOff = error instanceof TypeError || error.name === "TimeoutError";
      if (idle && isKept && isCutOff) location.replace(OFFLINE);
    }
  };

  navigator.serviceWorker.register("/kiosk/worker.js", { scope: "/kiosk", updateViaCache: "none" });
  contact();
  setInterval(contact, EVERY);
})();
