// What must work before, and without, the program. Plain ES2015: it also runs where wasm does not.
(function () {
  var doc = document, root = doc.documentElement, script = doc.currentScript, timer;

  function saved(key) {
    try { return localStorage.getItem("linli." + key); } catch (e) { return null; }
  }
  // A screen that is everybody's: it keeps what it is, and nothing of anybody (src/platform/mode.rs).
  var kiosk = saved("kiosk");
  if (kiosk) root.setAttribute("data-mode", "kiosk");
  function save(key, value) {
    if (kiosk) return;
    try { localStorage.setItem("linli." + key, value); } catch (e) { /* Storage may be forbidden. */ }
  }
  function each(selector, act) {
    Array.prototype.forEach.call(doc.querySelectorAll(selector), act);
  }

  // The person's choices, before the first paint.
  var theme = saved("theme");
  if (theme && theme !== "auto") root.setAttribute("data-theme", theme);
  if (saved("elder") === "1") root.setAttribute("data-elder", "");
  if (saved("lang") === "en") root.lang = "en";
  // The tabs of what this backend does not offer, as far as an earlier visit knows.
  root.setAttribute("data-without", saved("without") || "");

  // A module with one function that takes an externref: the oldest thing the program needs.
  var runs = false;
  try {
    runs = WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0]));
  } catch (e) { /* No WebAssembly at all. */ }

  // What each page wants first, by the first part of its address: the group of its code (`Group::of` in
  // src/app/pages.rs) and its data. A page of one thing wants that thing.
  var pages = {
    services: ["menu", "services?limit=1000", "categories"],
    lists: ["menu", "service-lists"],
    orders: ["resident", "orders?limit=50"],
    wishes: ["resident", "wishes?limit=100"],
    projects: ["votes", "projects?limit=100", "ballots?limit=50"],
    ballots: ["votes", "ballots?limit=50"],
    receipt: ["votes"],
    recount: ["recount", "ballots?state=closed&limit=50"],
    points: ["points", "points", "points/entries?limit=50"],
    announcements: ["resident", "announcements?limit=200"],
    guides: ["resident", "guides?limit=200"],
    contacts: ["resident", "contacts"],
    outbox: ["resident"],
    "sign-in": ["resident"],
    me: ["resident"],
    "hand-off": ["resident"],
    care: ["care"],
    provider: ["provider"],
    desk: ["desk"],
    kiosk: ["kiosk"]
  };
  // Requests that are under way before the program that wants their answers. Each is handed out once.
  var begun = {};

  function drop(url) {
    begun[url].stop.abort();
    delete begun[url];
  }
  function ask(path) {
    var url = "/v1/" + path;
    if (root.lang.slice(0, 2) === "en") url += (path.indexOf("?") < 0 ? "?" : "&") + "lang=en";
    if (begun[url]) return;
    var stop = new AbortController(), request = { stop: stop, answer: fetch(url, { signal: stop.signal }) };
    request.answer.catch(function () { /* Whoever takes it asks again. */ });
    begun[url] = request;
    // What nobody has wanted for so long is too old to be handed out.
    setTimeout(function () { if (begun[url] === request) drop(url); }, 60000);
  }
  function begin(path) {
    var parts = path.split("?")[0].split("/"), page = pages[parts[1]];
    if (!Array.isArray(page)) return [];
    if (!parts[2]) page.slice(1).forEach(ask);
    else if (/limit/.test(page[1]) && parts[2] !== "new") ask(parts[1] + "/" + parts[2]);
    return page;
  }

  // How the program reaches them: src/platform/ahead.rs.
  window.linli = {
    begin: begin,
    take: function (url) {
      var request = begun[url];
      delete begun[url];
      return request;
    },
    forget: function () { Object.keys(begun).forEach(drop); },
    // The first screen and the numbers to call stay on the device, or stay there no more (public/keeper.js).
    keep: function (wanted) {
      var workers = navigator.serviceWorker;
      if (!workers) return;
      (wanted ? workers.register("/keeper.js") : workers.getRegistrations().then(function (all) {
        all.forEach(function (one) { one.unregister(); });
        return all.length && caches.keys().then(function (names) {
          names.forEach(function (name) { caches.delete(name); });
        });
      })).catch(function () { /* Nothing needs it. */ });
    }
  };
  // Nothing is asked in the name of somebody whose sign-out the server has not heard of yet.
  var group = "";
  if (runs && !saved("sign-out-owed") && !saved("used")) {
    ask("home");
    group = begin(kiosk ? "/kiosk" : location.pathname)[0] || "";
    // The build names each group's files on this script's element.
    (script.getAttribute("data-" + group) || "").split(" ").forEach(function (file) {
      if (!file) return;
      var link = doc.createElement("link");
      link.rel = "preload";
      link.as = "fetch";
      link.crossOrigin = "";
      link.href = "/" + file;
      doc.head.appendChild(link);
    });
  }

  function show(why) {
    clearTimeout(timer);
    var panel = doc.getElementById("panel");
    if (!panel || !panel.hidden) return;
    each("#panel [data-why]", function (part) {
      part.hidden = part.getAttribute("data-why").indexOf(why) < 0;
    });
    panel.hidden = false;
    panel.focus();
    // The phone of the centre is known by the configuration only.
    fetch("/config.json").then(function (answer) { return answer.json(); }).then(function (config) {
      each("[data-centre-phone]", function (link) {
        link.href = "tel:" + config.phone;
        link.textContent = String(config.phone).replace(/^(0\d{3})(\d{4})(\d{4})$/, "$1-$2-$3");
        link.parentNode.hidden = !config.phone;
      });
    }).catch(function () { /* The other numbers are there. */ });
  }

  function failed(error) {
    if (error instanceof WebAssembly.RuntimeError || error instanceof WebAssembly.CompileError) show("crash");
  }
  // What did not arrive will not come by waiting.
  function missing(event) {
    if (!doc.getElementById("shell")) return;
    show("slow");
    event.preventDefault();
  }
  if (runs) {
    addEventListener("error", function (event) {
      if (event.target.type === "module") missing(event); else failed(event.error);
    }, true);
    addEventListener("unhandledrejection", function (event) { failed(event.reason); missing(event); });
  }

  // The browser may bring back a page as it was left; somebody else may be signed in by now.
  var person;
  addEventListener("pagehide", function () { person = saved("person"); });
  addEventListener("pageshow", function (event) {
    if (event.persisted && (kiosk || person !== saved("person"))) location.reload();
  });

  doc.addEventListener("DOMContentLoaded", function () {
    // Groups with styles in the second sheet (`Group::has_more_styles`) bring it along.
    if (/^(votes|recount|points|care|provider|desk|kiosk)$/.test(group)) doc.getElementById("more-styles").media = "all";
    if (!runs) return show("old");
    timer = setTimeout(function () { if (doc.getElementById("shell")) show("slow"); }, 20000);
    each("[data-toggle=elder]", function (button) {
      button.setAttribute("aria-pressed", String(root.hasAttribute("data-elder")));
    });
  });

  doc.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-toggle],[data-reload]");
    if (!button) return;
    var what = button.getAttribute("data-toggle");
    if (what === "elder") {
      var on = root.toggleAttribute("data-elder");
      save("elder", on ? "1" : "0");
      button.setAttribute("aria-pressed", String(on));
    } else if (what === "lang") {
      root.lang = root.lang === "en" ? "zh-Hans" : "en";
      save("lang", root.lang === "en" ? "en" : "zh");
    } else {
      event.preventDefault();
      location.reload();
    }
  });
})();
