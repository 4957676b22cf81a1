// What must work before, and without, the program. Plain ES2015: it also runs where wasm does not.
(function () {
  var doc = document, root = doc.documentElement, timer;

  function saved(key) {
    try { return localStorage.getItem("linli." + key); } catch (e) { return null; }
  }
  function save(key, value) {
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

  // A module with one function that takes an externref: the oldest thing the program needs.
  var runs = false;
  try {
    runs = WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0]));
  } catch (e) { /* No WebAssembly at all. */ }

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
    if (error && (error instanceof WebAssembly.RuntimeError || error instanceof WebAssembly.CompileError)) show("crash");
  }
  if (runs) {
    addEventListener("error", function (event) { failed(event.error); });
    addEventListener("unhandledrejection", function (event) { failed(event.reason); });
  }

  doc.addEventListener("DOMContentLoaded", function () {
    each("[data-community]", function (name) { name.textContent = saved("community") || name.textContent; });
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
