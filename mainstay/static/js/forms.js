// The text of a form with data-draft-key waits in this browser until the server has it; drafts.js drops it then.
"use strict";
for (const form of document.querySelectorAll("form[data-draft-key]")) {
  const key = `mainstay:${form.dataset.draftKey}`;
  const store = form.dataset.keep === "tab" ? sessionStorage : localStorage;
  const fields = [...form.elements].filter((one) => one.name && one.name !== "csrfmiddlewaretoken" && one.type !== "submit");
  const typed = fields.filter((one) => one.type !== "hidden");
  const ticks = (one) => one.type === "radio" || one.type === "checkbox";
  const nameOf = (one) => (ticks(one) ? `${one.name}=${one.value}` : one.name);
  const read = (of) => Object.fromEntries(of.map((one) => [nameOf(one), ticks(one) ? one.checked : one.value]));
  const drop = () => store.removeItem(key);

  form.addEventListener("input", () => {
    try {
      store.setItem(key, JSON.stringify(read(fields)));
    } catch {
      /* a full or forbidden store: the text stays in the page */
    }
  });
  form.querySelector(".save-row a")?.addEventListener("click", drop); // given up on purpose

  // A form that comes back with something wrong in it holds the newer text.
  const draft = "unsaved" in form.dataset ? null : JSON.parse(store.getItem(key) ?? "null");
  const now = read(typed);
  if (!draft) continue;
  if (typed.every((one) => (draft[nameOf(one)] ?? now[nameOf(one)]) === now[nameOf(one)])) {
    drop();
    continue;
  }
  // With what the form was made for: its version, and the id under which sending it twice is once.
  for (const one of fields) {
    const value = draft[nameOf(one)];
    if (value === undefined) continue;
    if (ticks(one)) one.checked = value;
    else one.value = value;
  }
  form.closest("details")?.setAttribute("open", "");
  const said = document.createElement("p");
  said.className = "save-state";
  said.dataset.state = "waiting";
  said.textContent = form.dataset.sayRestored;
  form.prepend(said);
}
