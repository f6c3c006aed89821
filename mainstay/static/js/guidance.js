// On a wide screen the guidance of the question in focus stands beside it; its source is the question's own <details>.
"use strict";
(() => {
  const place = document.querySelector("[data-guide-item]");
  const general = document.querySelector("[data-guide]");
  if (!place || !general) return;
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest(".item");
    const help = item?.querySelector(".item-help");
    if (!help || place.dataset.item === item.id) return;
    place.replaceChildren();
    const title = document.createElement("h2");
    title.className = "h5";
    title.textContent = help.querySelector("summary").textContent;
    place.append(title, ...[...help.cloneNode(true).children].slice(1));
    place.dataset.item = item.id;
    place.hidden = false;
    general.hidden = true;
  });
})();
