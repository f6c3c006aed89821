// The guidance on the question in focus: beside it on a wide screen, below it when its link is followed on a narrow one.
"use strict";
(() => {
  const place = document.querySelector("[data-guide-item]");
  const general = document.querySelector("[data-guide]");
  if (!place || !general) return;
  const wide = matchMedia("(min-width: 80rem)");
  const address = (item) => item.querySelector(".item-guide").getAttribute("href").split("#")[0];
  const load = (item, target) => htmx.ajax("GET", address(item), { target, swap: "innerHTML" });

  document.addEventListener("focusin", (event) => {
    const item = event.target.closest(".item");
    if (!item || !wide.matches || place.dataset.item === item.id || event.target.matches(".item-guide")) return;
    show(item);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".item-guide");
    if (!link) return;
    event.preventDefault();
    const item = link.closest(".item");
    if (wide.matches) return show(item);
    let below = item.querySelector(".item-help");
    if (below) return below.remove();
    below = document.createElement("div");
    below.className = "item-help";
    item.append(below);
    load(item, below);
  });
  function show(item) {
    place.dataset.item = item.id;
    place.hidden = false;
    general.hidden = true;
    load(item, place);
  }
})();
