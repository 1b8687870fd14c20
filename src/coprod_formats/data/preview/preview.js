(function () {
  "use strict";
  const byId = (name) => document.getElementById(name);
  const stage = byId("stage");
  const panel = byId("panel");
  const status = byId("status");
  const before = new Map(); // what the server sent last, by where it went
  const pristine = new WeakMap(); // a frame's page as the server sent it
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // What the server changed is changed here; what the reader or a script changed is left alone.

  const alike = (one, other) => one.nodeName === other.nodeName && (one.id || "") === (other.id || "");

  function twins(live, known) {
    const found = new Map();
    const nodes = Array.from(live.childNodes);
    let from = 0;
    for (const one of known.childNodes) {
      const at = nodes.findIndex((node, place) => place >= from && alike(node, one));
      if (at === -1) continue;
      found.set(one, nodes[at]);
      from = at + 1;
    }
    return found;
  }

  function change(live, known, fresh) {
    if (known.isEqualNode(fresh)) return;
    if (known.nodeType !== Node.ELEMENT_NODE && known.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) {
      live.nodeValue = fresh.nodeValue;
      return;
    }
    if (known.attributes) attributes(live, known, fresh);
    children(live, known, fresh);
  }

  function attributes(live, known, fresh) {
    for (const { name } of known.attributes) {
      if (!fresh.hasAttribute(name)) live.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (known.getAttribute(name) === value) continue;
      if (live.nodeName === "IFRAME" && name === "src") refresh(live, value);
      else live.setAttribute(name, value);
    }
  }

  function children(live, known, fresh) {
    const twin = twins(live, known);
    const old = Array.from(known.childNodes);
    const now = Array.from(fresh.childNodes);
    while (old.length && now.length && old[0].isEqualNode(now[0])) { old.shift(); now.shift(); }
    let after = null;
    while (old.length && now.length && old.at(-1).isEqualNode(now.at(-1))) {
      after = twin.get(old.pop()) || after;
      now.pop();
    }
    for (const one of now) {
      const at = one.id ? old.findIndex((other) => alike(other, one)) : 0;
      const match = at >= 0 && old[at] && alike(old[at], one) && twin.get(old[at]);
      if (match) {
        old.splice(0, at + 1).slice(0, -1).forEach((gone) => twin.get(gone)?.remove());
        change(match, known.childNodes[Array.from(known.childNodes).findIndex((n) => twin.get(n) === match)], one);
        continue;
      }
      const next = old.map((other) => twin.get(other)).find(Boolean) || after;
      live.insertBefore(live.ownerDocument.importNode(one, true), next);
    }
    old.forEach((gone) => twin.get(gone)?.remove());
  }

  function put(place, markup) {
    const fresh = document.createElement("template");
    fresh.innerHTML = markup;
    const known = before.get(place);
    before.set(place, fresh.content);
    if (known) change(place, known, fresh.content);
    else place.replaceChildren(document.importNode(fresh.content, true));
  }

  // Pages in a frame: changed in place where that can be done, else loaded anew at the same spot.

  // A page's own code stays in its frame: here it is only compared.
  const CODE = /<(style|script)\b[^]*?<\/\1>/g;
  async function parsed(answer) {
    const text = await answer.text();
    const kind = (answer.headers.get("content-type") || "text/html").split(";")[0];
    const root = new DOMParser().parseFromString(text.replace(CODE, ""), kind);
    return { root, code: (text.match(CODE) || []).join("") };
  }
  const samePath = (address, path) => new URL(address, location.href).pathname === path;
  const addresses = (root) => Array.from(root.querySelectorAll("iframe, .chapters a"), (one) => one.getAttribute("src") || one.getAttribute("href"));
  const asked = new WeakMap();

  async function refresh(frame, address) {
    const path = frame.contentDocument?.location.pathname;
    if (!path) { frame.src = address; return; }
    const wanted = addresses(before.get(stage)).find((one) => samePath(one, path)) || address;
    asked.set(frame, wanted);
    const answer = await fetch(wanted);
    if (!answer.ok || asked.get(frame) !== wanted) return; // a newer one is on its way
    const fresh = await parsed(answer);
    if (asked.get(frame) !== wanted) return;
    const known = pristine.get(frame);
    if (known && samePath(wanted, path) && sameFrame(known, fresh)) {
      pristine.set(frame, fresh);
      change(frame.contentDocument.body, known.root.body, fresh.root.body);
    } else {
      reload(frame, wanted);
    }
  }

  function sameFrame(known, fresh) {
    const nav = ({ root }) => root.querySelector(".contents")?.outerHTML;
    const head = ({ root }) => `${root.documentElement.lang} ${root.title}`;
    return known.code === fresh.code && nav(known) === nav(fresh) && head(known) === head(fresh);
  }

  function reload(frame, address) {
    const inside = frame.contentDocument;
    const spot = frame.contentWindow.scrollY;
    const names = (root) => Array.from(root.querySelectorAll("details"), (one) => one.parentElement.querySelector("[id]")?.id);
    const all = names(inside);
    const open = new Map(Array.from(inside.querySelectorAll("details"), (one, at) => [all[at], one.open]));
    const heard = inside.getElementById("page.player")?.currentTime;
    frame.addEventListener("load", () => {
      const now = frame.contentDocument;
      const found = names(now);
      now.querySelectorAll("details").forEach((one, at) => { if (open.has(found[at])) one.open = open.get(found[at]); });
      frame.contentWindow.scrollTo(0, spot);
      const player = now.getElementById("page.player");
      if (player && heard) player.currentTime = heard;
    }, { once: true });
    frame.contentWindow.location.replace(address);
  }

  async function entered(frame) {
    const inside = frame.contentDocument;
    if (!inside || inside.URL === "about:blank") return;
    pristine.delete(frame);
    delete frame.dataset.known;
    inside.addEventListener("click", leave);
    dress(frame);
    tellChapter(frame);
    document.dispatchEvent(new CustomEvent("entered"));
    const answer = await fetch(inside.URL);
    if (!answer.ok || frame.contentDocument !== inside) return;
    pristine.set(frame, await parsed(answer));
    frame.dataset.known = "yes"; // from now on it can be changed in place
  }
  document.addEventListener("load", ({ target }) => { if (target.nodeName === "IFRAME") entered(target); }, true);

  function leave(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || new URL(link.href).origin === location.origin) return;
    event.preventDefault();
    open(link.href, "_blank", "noopener");
  }

  // Books leave margins and letters to their readers; whatever a book asks for itself, it has.
  const READER = `
    :where(html) { color-scheme: light dark; }
    :where(body) { max-width: 36rem; margin: 2rem auto; padding: 0 1.5rem; font: 1.125rem/1.6 Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
    :where(img) { max-width: 100%; height: auto; }
    .preview-heard { background: #ffe08a; color: #1a1a1a; box-shadow: 0 0 0 .2em #ffe08a; border-radius: .2em; }
    .preview-heard * { color: #1a1a1a; }`;
  function dress(frame) {
    const inside = frame.contentDocument;
    if (inside.scripts.length) return;
    const style = new frame.contentWindow.CSSStyleSheet();
    style.replaceSync(READER);
    inside.adoptedStyleSheets = [style];
  }

  function tellChapter(frame) {
    const path = frame.contentWindow.location.pathname;
    stage.querySelectorAll(".chapters a").forEach((link) => {
      if (samePath(link.href, path)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }

  stage.addEventListener("click", (event) => {
    const link = event.target.closest(".chapters a");
    const frame = stage.querySelector("iframe");
    if (!link || !frame) return;
    event.preventDefault();
    frame.contentWindow.location.replace(link.href); // the way back leads to the last view
  });

  // A book that is heard: one player for all its files of sound, and a mark that goes along.

  let clips = [];
  let clipsOf = "";
  let heard = -1;

  async function listen() {
    const player = byId("player");
    if (!player || player.dataset.clips === clipsOf) return;
    clipsOf = player.dataset.clips;
    const answer = await fetch(clipsOf);
    if (!answer.ok) { clipsOf = ""; return; }
    clips = await answer.json();
    heard = -1;
    if (player.dataset.ready) return;
    player.dataset.ready = "yes";
    player.addEventListener("play", follow);
    player.addEventListener("seeked", () => mark(clipAt(player)));
    player.addEventListener("ended", () => go(player, heard + 1));
  }

  const soundOf = (player) => new URL(player.src).pathname.split("/files/")[1];
  const clipAt = (player) => clips.findIndex(([, , sound, start, end]) => sound === decodeURIComponent(soundOf(player)) && player.currentTime >= start - 0.01 && end > player.currentTime);

  function follow() {
    const player = byId("player");
    if (!player) return;
    const now = clips[heard];
    const inside = now && player.currentTime >= now[3] - 0.05 && now[4] > player.currentTime;
    if (!inside) {
      const next = clips[heard + 1];
      const ran = now && player.currentTime >= now[4] && now[4] + 0.5 > player.currentTime;
      if (ran && next) go(player, heard + 1);
      else if (!player.seeking) mark(clipAt(player));
    }
    if (!player.paused) requestAnimationFrame(follow);
  }

  function go(player, number) {
    if (number >= clips.length) return;
    const [, , sound, start] = clips[number];
    if (decodeURIComponent(soundOf(player)) !== sound) {
      player.src = `files/${sound}`;
      player.addEventListener("loadedmetadata", () => { player.currentTime = start; player.play(); }, { once: true });
    } else if (Math.abs(player.currentTime - start) > 0.3) {
      player.currentTime = start;
    }
    mark(number);
  }

  function mark(number) {
    const frame = stage.querySelector("iframe");
    if (number === -1 || number === heard || !frame) return;
    heard = number;
    const [text] = clips[number];
    const path = new URL(`files/${text}`, location.href).pathname;
    if (frame.contentWindow.location.pathname === path) show();
    else frame.contentWindow.location.replace(addresses(stage).find((one) => samePath(one, path)) || path);
  }

  function show() {
    const inside = stage.querySelector("iframe")?.contentDocument;
    if (!inside || heard === -1 || !clips[heard]) return;
    inside.querySelectorAll(".preview-heard").forEach((one) => one.classList.remove("preview-heard"));
    const found = inside.getElementById(clips[heard][1]);
    found?.classList.add("preview-heard");
    found?.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }
  document.addEventListener("entered", show);

  // News from the source.

  let since = 0;
  function tell(mood, message) {
    if (document.body.dataset.mood !== mood) since = Date.now();
    document.body.dataset.mood = mood;
    if (status.textContent !== message) status.textContent = message;
    const waiting = stage.querySelector(".waiting");
    if (waiting) waiting.textContent = mood === "refused" ? "There is nothing to show until that is mended." : "One moment: this is being made.";
  }
  setInterval(() => {
    const seconds = Math.round((Date.now() - since) / 1000);
    byId("clock").textContent = document.body.dataset.mood === "making" && seconds > 1 ? `${seconds} seconds so far` : "";
  }, 1000);

  const source = new EventSource(document.body.dataset.events);
  source.addEventListener("message", ({ data }) => {
    const { mood, message, panel: said, shown } = JSON.parse(data);
    put(panel, said);
    if (shown !== null) {
      put(stage, shown);
      listen();
    }
    tell(mood, message);
  });
  source.addEventListener("error", () => tell("ended", "The preview has ended. Type the command again to go on: this page waits for it."));

  // Where there is little room, the choices open on demand.

  const wide = matchMedia("(min-width: 60em)");
  const fold = () => document.querySelectorAll(".fold").forEach((one) => { one.open = wide.matches; });
  wide.addEventListener("change", fold);
  fold();
})();
