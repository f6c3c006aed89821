// Forms with data-draft-key wait in this browser; drafts.js drops them once kept.
"use strict";
for (const form of document.querySelectorAll("form[data-draft-key]")) {
  const key = `mainstay:${form.dataset.draftKey}`;
  const store = form.dataset.keep === "tab" ? sessionStorage : localStorage;
  const drop = () => store.removeItem(key);
  const read = () => {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("csrfmiddlewaretoken");
    return fields;
  };
  const typed = (fields) => {
    for (const one of form.querySelectorAll("[type=hidden]")) fields.delete(one.name);
    return `${fields}`;
  };

  form.addEventListener("input", () => {
    try {
      store.setItem(key, read());
    } catch {
      /* a full store */
    }
  });
  form.querySelector(".save-row a")?.addEventListener("click", drop);

  const draft = new URLSearchParams(store.getItem(key) ?? "");
  if (!draft.size || "unsaved" in form.dataset) continue;
  if (typed(new URLSearchParams(draft)) === typed(read())) {
    drop();
    continue;
  }
  // Hidden fields too: version and id.
  for (const one of form.elements) {
    if (one.type === "radio" || one.type === "checkbox") one.checked = draft.getAll(one.name).includes(one.value);
    else if (draft.has(one.name)) one.value = draft.get(one.name);
  }
  form.closest("details")?.setAttribute("open", "");
  form.prepend(Object.assign(document.createElement("p"), { className: "save-state", textContent: form.dataset.sayRestored }));
}
