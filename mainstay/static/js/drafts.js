// What is typed waits in this browser until the server has it; it goes on save and on sign-out.
"use strict";
(() => {
  const PREFIX = "mainstay:";
  const host = document.querySelector("[data-drafts]");
  const stores = [sessionStorage, localStorage];

  for (const button of document.querySelectorAll("[data-signs-out]")) {
    button.form.addEventListener("submit", () => {
      for (const store of stores) {
        for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
      }
    });
  }
  // A form that was sent is dropped once a page says that it is kept; forms.js keeps it until then.
  const SENT = `${PREFIX}sent`;
  const dropped = document.querySelector("#messages .note-success") && sessionStorage.getItem(SENT);
  for (const store of dropped ? stores : []) store.removeItem(dropped);
  addEventListener("submit", (event) => sessionStorage.setItem(SENT, `${PREFIX}${event.target.dataset.draftKey ?? ""}`));
  if (!host) return;

  // Machines are shared: a confidential draft lives only as long as the tab.
  const store = host.dataset.keep === "tab" ? sessionStorage : localStorage;
  const items = host.matches(".item") ? [host] : [...host.querySelectorAll(".item")];
  const waits = new Map();
  const sent = new WeakMap(); // what the server was last told of an item
  const keyOf = (item) => `${PREFIX}${host.dataset.drafts}:${itemId(item)}`;
  const itemId = (item) => versionOf(item).name.slice(0, -"-version".length);
  const versionOf = (item) => item.querySelector('input[name$="-version"]');
  const controls = (item) => [...item.querySelectorAll("fieldset input, fieldset textarea, fieldset select")].filter((one) => !("noDraft" in one.dataset));

  // Several boxes may share a name; then each is told by its value too.
  const boxOf = (one) => (one.hasAttribute("value") ? `${one.name}=${one.value}` : one.name);
  const fieldsOf = (item) => {
    const fields = {};
    for (const one of controls(item)) {
      if (one.type === "radio") {
        if (one.checked) fields[one.name] = one.value;
      } else if (one.type === "checkbox") fields[boxOf(one)] = one.checked;
      else fields[one.name] = one.value;
    }
    return fields;
  };
  const fill = (item, fields) => {
    for (const one of controls(item)) {
      if (one.type === "radio") one.checked = fields[one.name] === one.value;
      else if (one.type === "checkbox") one.checked = Boolean(fields[boxOf(one)]);
      else one.value = fields[one.name] ?? "";
    }
  };
  const put = (item) => {
    const draft = { version: versionOf(item).value, fields: fieldsOf(item) };
    try {
      store.setItem(keyOf(item), JSON.stringify(draft));
    } catch {
      /* a full or forbidden store: the text stays in the page */
    }
  };
  const say = (item, state, text) => {
    const place = item.querySelector(".save-state") ?? item.querySelector(".item-state")?.appendChild(document.createElement("span"));
    if (!place) return;
    place.className = "save-state";
    place.dataset.state = state;
    place.textContent = text;
  };
  const saveAgain = (item) => item.dispatchEvent(new Event("change", { bubbles: true }));

  for (const item of items) {
    if (!versionOf(item)) continue;
    item.addEventListener("input", () => put(item));
    item.addEventListener("change", () => put(item));
    const draft = JSON.parse(store.getItem(keyOf(item)) ?? "null");
    if (!draft) continue;
    if (JSON.stringify(draft.fields) === JSON.stringify(fieldsOf(item))) {
      if (!("unsaved" in host.dataset)) store.removeItem(keyOf(item));
      continue;
    }
    fill(item, draft.fields);
    versionOf(item).value = draft.version;
    say(item, "waiting", host.dataset.sayRestored);
    if ("autosave" in host.dataset) addEventListener("load", () => saveAgain(item), { once: true });
  }

  for (const link of document.querySelectorAll("[data-drops-draft]")) {
    link.addEventListener("click", () => items.forEach((item) => store.removeItem(keyOf(item))));
  }

  // Set here, since a page holds sixty items and each of them would repeat it; htmx reads it when the page is ready.
  if ("autosave" in host.dataset && host.dataset.base) {
    for (const item of items) {
      const id = itemId(item);
      item.setAttribute("hx-post", `${host.dataset.base}${id}/`);
      item.setAttribute("hx-trigger", "change, input delay:1500ms");
      item.setAttribute("hx-include", "this");
      item.setAttribute("hx-sync", "this:queue last");
      item.setAttribute("hx-target", "find .item-state");
      item.setAttribute("hx-swap", "outerHTML");
    }
  }

  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const item = event.target.closest?.(".item");
    if (item && versionOf(item)) say(item, "saving", host.dataset.saySaving);
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const item = event.target.closest?.(".item");
    if (!item) return;
    const status = event.detail.xhr.status;
    if (status === 0 || status === 401 || status === 403 || status >= 500) sent.delete(item);
    if (event.detail.successful) {
      if (sent.get(item) === JSON.stringify(fieldsOf(item))) store.removeItem(keyOf(item));
      waits.delete(item);
      document.getElementById("messages").replaceChildren(); // what went wrong before is over
    } else if (status === 0 || (status >= 500 && status !== 507)) {
      const wait = Math.min((waits.get(item) ?? 2) * 2, 60);
      waits.set(item, wait);
      say(item, "failed", host.dataset.sayFailed);
      setTimeout(() => waits.has(item) && saveAgain(item), wait * 1000);
    }
  });
  document.body.addEventListener("htmx:configRequest", (event) => {
    const item = event.target.closest?.(".item");
    if (!item || !versionOf(item)) return;
    const fields = JSON.stringify(fieldsOf(item));
    // Leaving a field repeats what typing has sent already; a button of the item's state is a decision of its own.
    if (event.target === item && sent.get(item) === fields) return event.preventDefault();
    sent.set(item, fields);
    // The items stand in one form, which htmx would send whole.
    for (const name of [...event.detail.parameters.keys()]) {
      if (!name.startsWith(`${itemId(item)}-`) && !name.startsWith("guard")) event.detail.parameters.delete(name);
    }
  });
  document.body.addEventListener("mainstay:kept", (event) => {
    const item = event.target.closest?.(".item");
    const { why, token } = event.detail;
    if (token) document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    if (!item) return;
    if (why === "token") saveAgain(item);
    else say(item, "failed", why === "signed-out" ? host.dataset.saySignedOut : why === "full" ? host.dataset.sayFull : host.dataset.sayFailed);
  });
  // A whole page that says "not for you" does not belong into an item.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if ((xhr.status !== 403 && xhr.status !== 404) || xhr.getResponseHeader("HX-Retarget")) return;
    event.detail.shouldSwap = false;
    const item = event.target.closest?.(".item");
    if (item) say(item, "failed", host.dataset.sayRefused);
  });
  // The text was masked on the server: show it as it is kept.
  document.body.addEventListener("mainstay:decided", (event) => {
    const item = event.target.closest?.(".item");
    if (item) store.removeItem(keyOf(item));
    location.reload();
  });
  addEventListener("online", () => {
    for (const item of waits.keys()) saveAgain(item);
  });
  const note = document.querySelector("[data-autosave-note]");
  if (note && "autosave" in host.dataset) note.hidden = false;
})();
