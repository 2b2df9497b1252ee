// The queue of a kiosk: punches that were made without a network, in order, each signed and sealed.
const kioskQueue = (() => {
  "use strict";

  const BATCH = 40;
  const LARGEST = 48 * 1024;
  const CURVE = { name: "ECDSA", namedCurve: "P-256" };
  const COOKIE = "timeclock-kiosk-used";

  const utf8 = (text) => new TextEncoder().encode(text);
  const base64 = (data) => btoa(String.fromCharCode(...new Uint8Array(data)));
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  // What the server said that ends the work of this tablet.
  class Refused extends Error {}

  // The browser's database.
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const done = (tx) => new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = tx.onerror = () => reject(tx.error);
  });
  let opened;
  const database = () => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("timeclock-kiosk", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("queue", { keyPath: "number" });
        request.result.createObjectStore("state");
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opened;
  };
  const store = async (name, mode) => {
    const tx = (await database()).transaction(name, mode, { durability: "strict" });
    return [tx, tx.objectStore(name)];
  };
  const get = async (name) => answer((await store("state", "readonly"))[1].get(name));
  const put = async (values) => {
    const [tx, state] = await store("state", "readwrite");
    for (const [name, value] of Object.entries(values)) state.put(value, name);
    await done(tx);
  };
  const items = async (most) => answer((await store("queue", "readonly"))[1].getAll(null, most));
  const count = async () => answer((await store("queue", "readonly"))[1].count());

  // A cleared storage takes the queue with it. The cookie is kept apart, and tells of the loss.
  const remembered = () => {
    const found = document.cookie.split("; ").find((each) => each.startsWith(`${COOKIE}=`));
    const [key, used] = found ? found.slice(COOKIE.length + 1).split(".") : [];
    return key && Number(used) ? { key: decodeURIComponent(key), used: Number(used) } : null;
  };
  const remember = (key, used) => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    const value = `${encodeURIComponent(key)}.${used}`;
    document.cookie = `${COOKIE}=${value}; path=/kiosk; max-age=34560000; samesite=strict${secure}`;
  };

  // The key that signs: the browser uses it and does not give it out.
  const device = async () => {
    const found = await get("device");
    if (found) return found;
    const pair = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
    const made = { pair, key: base64(await crypto.subtle.exportKey("raw", pair.publicKey)) };
    await put({ device: made });
    return made;
  };

  // Who punched, for the server alone: not even this tablet can read it again. The seal is of this
  // punch: in another one, or with another number, time or act, the server does not open it.
  const seal = async (who, to, punch) => {
    const ecdh = { name: "ECDH", namedCurve: "P-256" };
    const server = await crypto.subtle.importKey("raw", bytes(to), ecdh, false, []);
    const once = await crypto.subtle.generateKey(ecdh, false, ["deriveBits"]);
    const shared = await crypto.subtle.deriveBits(
      { name: "ECDH", public: server }, once.privateKey, 256);
    const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const hkdf = {
      name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8("timeclock kiosk"),
    };
    const key = await crypto.subtle.deriveKey(
      hkdf, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: utf8(JSON.stringify(punch)) },
      key, utf8(JSON.stringify(who)));
    const point = await crypto.subtle.exportKey("raw", once.publicKey);
    return { point: base64(point), iv: base64(iv), text: base64(text) };
  };

  const post = async (url, facts) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(facts),
      redirect: "error",
      signal: AbortSignal.timeout(30000),
    });
    const said = await response.json().catch(() => ({}));
    if (response.status >= 500) throw new Error(`the server answered ${response.status}`);
    if (!response.ok) throw new Refused(said.error ?? String(response.status));
    return said;
  };

  // Tell of the queue, measure how far the clock of this tablet is off, learn who works here.
  const contact = async () => {
    const { key } = await device();
    const [first] = await items(1);
    const [used = 0, table] = [await get("used"), await get("table")];
    const former = remembered();
    const lost = former && former.key !== key ? former : null;
    const sent = Date.now();
    const said = await post("/kiosk/contact", {
      key,
      used,
      waiting: await count(),
      since: first?.at ?? null,
      former: lost?.key ?? null,
      former_used: lost?.used ?? 0,
      table: table?.version ?? null,
    });
    const skew = Math.round(said.now - (sent + Date.now()) / 2);
    // While punches wait, their skew is the one from before: the server compares the two.
    const known = first ? {} : { skew };
    await put({ used: Math.max(used, said.taken), ...known, table: said.table ?? table });
    if (lost) remember(key, Math.max(used, said.taken));
  };

  // Send what waits, in order, until nothing does. What the server has is let go of here.
  const deliver = () => navigator.locks.request("timeclock-delivery", async () => {
    const { key } = await device();
    for (;;) {
      const batch = [];
      for (const { number, text, signature } of await items(BATCH)) {
        batch.push({ number, text, signature });
        if (JSON.stringify(batch).length > LARGEST) {
          if (batch.length > 1) batch.pop();
          break;
        }
      }
      if (!batch.length) return;
      const said = await post("/kiosk/queue", { key, sent: Date.now(), items: batch });
      if (!(said.taken >= batch[0].number)) throw new Error("nothing was taken in");
      const [tx, queue] = await store("queue", "readwrite");
      queue.delete(IDBKeyRange.upperBound(said.taken));
      await done(tx);
    }
  });

  // Keep a punch. It is on the disk of this tablet when the promise is fulfilled, and not before.
  const keep = (act, who, { job = null, kind = null } = {}) =>
    navigator.locks.request("timeclock-queue", async () => {
      const [{ pair, key }, table, skew = 0] = [
        await device(), await get("table"), await get("skew")];
      const [number, at] = [((await get("used")) ?? 0) + 1, Date.now()];
      const punch = { kiosk: table.kiosk, number, act, at, skew, job, kind };
      const sealed = await seal(who, table.seal, [key, ...Object.values(punch)]);
      const text = JSON.stringify({ ...punch, sealed });
      const signature = base64(await crypto.subtle.sign(
        { name: "ECDSA", hash: "SHA-256" }, pair.privateKey, utf8(text)));
      const tx = (await database()).transaction(
        ["queue", "state"], "readwrite", { durability: "strict" });
      tx.objectStore("queue").add({ number, text, signature, at });
      tx.objectStore("state").put(number, "used");
      await done(tx);
      remember(key, number);
    });

  // The printed badge that a reader has read: its entry in the table, or null.
  const recognise = async (text) => {
    const table = await get("table");
    const said = utf8(`${table.company}\0${text}`);
    const hash = await crypto.subtle.digest("SHA-256", said);
    const salt = await crypto.subtle.importKey(
      "raw", bytes(table.salt), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const verifier = base64(await crypto.subtle.sign("HMAC", salt, hash));
    return table.badges.find((each) => each.verifier === verifier) ?? null;
  };

  const waiting = async () => {
    const [[first], number] = [await items(1), await count()];
    return { number, since: first?.at ?? null };
  };

  // Taken out of use, the tablet hands over what waits and keeps no name and no badge. Whether the
  // server's refusal means that. Without a version the table comes anew if it is set up again.
  const leave = async ({ message }) => {
    if (!["revoked", "key_replaced", "not_paired"].includes(message)) return false;
    await deliver();
    const table = await get("table");
    const left = { badges: [], people: [], version: null, closed: true };
    if (table) await put({ table: { ...table, ...left } });
    return true;
  };

  return {
    Refused,
    contact,
    deliver,
    keep,
    leave,
    recognise,
    skew: async () => (await get("skew")) ?? 0,
    table: () => get("table"),
    waiting,
    works: () => window.isSecureContext && "serviceWorker" in navigator
      && "locks" in navigator && "indexedDB" in window,
  };
})();
