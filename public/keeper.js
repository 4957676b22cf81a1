// The service worker: it keeps the first screen's program and the page with the numbers to call, so that both open
// without a network. The same for everybody, at the first visit, whatever one looks at; later it adds nothing.
// Answers of the backend never pass through it. Nothing needs it: where there is none, a page that is open goes on.
"use strict";

// The page and the files of this release, and its name; the build fills them in, and so makes a new release a new script.
const FILES = [];
const RELEASE = "linli-files-";

// A page of the app has no dot in its name, and is no operation of the backend.
const isPage = (path) => !/^\/v1(\/|$)|\.[^/]*$/.test(path);

async function keep() {
  const answer = await fetch("/", { cache: "no-cache" });
  const text = await answer.clone().text();
  // A hotel's page, or one of a release that came meanwhile: it is tried again at the next visit.
  if (!answer.ok || !FILES.every((name) => text.includes(name.slice(1)))) throw new Error("the page is of another release");
  const store = await caches.open(RELEASE);
  await store.addAll(FILES);
  await store.put("/", answer);
}

async function forgetOthers() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("linli-files-") && name !== RELEASE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

// Without it every page would wait for this worker to start before it is asked for.
async function askAhead() {
  if (registration.navigationPreload) await registration.navigationPreload.enable();
}

const kept = async (path) => (await caches.open(RELEASE)).match(path, { ignoreVary: true });

// The server is always asked first: a new release shows at once. What it answers is its to say, good or bad.
async function page(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch (error) {
    return (await kept("/")) || Response.error();
  }
}

// Their names carry the hash of their content: a kept one is the right one.
const file = async (request) => (await kept(new URL(request.url).pathname)) || fetch(request);

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(Promise.all([forgetOthers(), askAhead()])));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (isPage(pathname)) event.respondWith(page(event));
  } else if (FILES.includes(pathname)) {
    event.respondWith(file(request));
  }
});
