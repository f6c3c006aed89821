// Narrows the list of countries to what is typed; without it the regions simply open and close.
"use strict";
(() => {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

  for (const list of document.querySelectorAll("[data-countries]")) {
    const search = list.querySelector("[data-countries-search]");
    const box = search.querySelector("input");
    const said = search.querySelector("[data-found]");
    const regions = [...list.querySelectorAll("details")].map((region) => ({
      region,
      open: region.open,
      rows: [...region.querySelectorAll(".form-check")].map((row) => ({ row, name: plain(row.textContent) })),
    }));

    const narrow = () => {
      const wanted = plain(box.value);
      let count = 0;
      for (const { region, open, rows } of regions) {
        let here = 0;
        for (const { row, name } of rows) {
          row.hidden = !name.includes(wanted);
          here += row.hidden ? 0 : 1;
        }
        region.hidden = here === 0;
        region.open = wanted ? here > 0 : open || region.querySelector("input:checked") !== null;
        count += here;
      }
      said.textContent = wanted ? said.dataset.found.replace("{count}", count) : "";
    };

    search.hidden = false;
    box.addEventListener("input", narrow);
    box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  }
})();
