
(function () {
  "use strict";
  const root = document.documentElement;
  const KEPT = "reading-settings";
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  let settings = {};

  // Storage may be closed to us: the page then forgets, and works.
  function remember() {
    try { localStorage.setItem(KEPT, JSON.stringify(settings)); } catch { return; }
  }
  function recall() {
    try { settings = JSON.parse(localStorage.getItem(KEPT)) || {}; } catch { settings = {}; }
  }
  function choose(name, value) {
    if (value) { settings[name] = value; root.dataset[name] = value; }
    else { delete settings[name]; delete root.dataset[name]; }
  }
  recall();
  Object.entries(settings).forEach(([name, value]) => choose(name, value));

  function offerSettings() {
    const panel = document.getElementById("page.settings");
    const inputs = all(".settings input");
    const show = () => inputs.forEach((one) => { one.checked = one.value === (settings[one.name] || ""); });
    panel.addEventListener("change", ({ target }) => { choose(target.name, target.value); remember(); });
    panel.querySelector("button").addEventListener("click", () => {
      inputs.forEach((one) => choose(one.name, ""));
      remember();
      show();
    });
    show();
    panel.hidden = false;
  }

  function openAround(target) {
    if (!target) return;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    const heading = target.parentElement;
    if (heading.matches(".finding")) heading.querySelector("details")?.setAttribute("open", "open");
  }
  function named(hash) {
    try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch { return null; }
  }
  function openWhatIsLinkedTo() {
    const follow = () => {
      const target = location.hash ? named(location.hash) : null;
      openAround(target);
      target?.scrollIntoView();
    };
    addEventListener("hashchange", follow);
    document.addEventListener("click", ({ target }) => {
      const link = target.closest?.('a[href^="#"]');
      if (link) openAround(named(link.hash));
    });
    if (location.hash) follow();
  }

  function offerOpenAll() {
    const findings = all(".finding > details");
    const button = document.getElementById("page.open-all");
    if (!button) return;
    const open = () => findings.every((one) => one.open);
    const name = () => { button.textContent = open() ? button.dataset.close : button.dataset.open; };
    button.addEventListener("click", () => {
      const wanted = !open();
      findings.forEach((one) => { one.open = wanted; });
    });
    findings.forEach((one) => one.addEventListener("toggle", name));
    findings[0].closest(".finding").before(button);
    name();
    button.hidden = false;
  }

  function openForPaper() {
    let shut = [];
    addEventListener("beforeprint", () => {
      shut = all("main details:not([open])");
      shut.forEach((one) => { one.open = true; });
    });
    addEventListener("afterprint", () => shut.forEach((one) => { one.open = false; }));
  }

  // What fits needs no stop on the keyboard's way through the page.
  function stopOnlyWhereItScrolls() {
    const look = (one) => {
      if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
      else one.removeAttribute("tabindex");
    };
    const watcher = new ResizeObserver((seen) => seen.forEach(({ target }) => look(target)));
    all(".scroll, .formula").forEach((one) => watcher.observe(one));
  }

  function tellWhereWeAre() {
    const links = new Map(all(".contents a").map((link) => [named(link.hash), link]));
    const headings = Array.from(links.keys()).filter(Boolean);
    const tell = () => {
      const above = headings.filter((one) => innerHeight / 3 > one.getBoundingClientRect().top);
      const here = links.get(above.pop());
      links.forEach((link) => {
        if (link === here) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      });
    };
    const watcher = new IntersectionObserver(tell, { rootMargin: "0px 0px -66% 0px" });
    headings.forEach((one) => watcher.observe(one));
  }

  function foldContentsOnSmallScreens() {
    const wide = matchMedia("(min-width: 64em)");
    const box = document.querySelector(".contents > details");
    const fold = () => { if (box) box.open = wide.matches; };
    wide.addEventListener("change", fold);
    fold();
  }

  // The sentence that is heard is marked, and times lead into the sound without leaving the page.
  function readAlong() {
    const player = document.getElementById("page.player");
    if (!player) return;
    const times = JSON.parse(document.getElementById("page.times").textContent);
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    let heard = null;
    function mark() {
      const later = times.findIndex(([, start]) => start > player.currentTime + 0.02);
      const place = (0 > later ? times.length : later) - 1;
      const found = 0 > place ? null : document.getElementById(times[place][0]);
      if (found === heard) return;
      heard?.classList.remove("heard");
      heard = found;
      if (!found) return;
      found.classList.add("heard");
      openAround(found);
      if (player.matches("video")) return; // the film is to stay in sight
      const { top, bottom } = found.getBoundingClientRect();
      if (player.offsetHeight > top || bottom > innerHeight) {
        found.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
      }
    }
    function follow() {
      mark();
      if (!player.paused) requestAnimationFrame(follow);
    }
    player.addEventListener("play", follow);
    player.addEventListener("seeked", () => { if (heard || !player.paused) mark(); });
    all(".time a").forEach((link) => link.addEventListener("click", (event) => {
      event.preventDefault();
      player.currentTime = Number(link.hash.slice("#t=".length));
      player.play();
    }));
  }

  document.addEventListener("DOMContentLoaded", () => {
    offerSettings();
    foldContentsOnSmallScreens();
    offerOpenAll();
    openWhatIsLinkedTo();
    openForPaper();
    stopOnlyWhereItScrolls();
    tellWhereWeAre();
    readAlong();
  });
})();
