// Counts words while somebody types, as the server counts them; it warns, and never cuts or forbids.
"use strict";
(() => {
  const CJK = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/gu;
  const WORD = /[\p{L}\p{N}]+(?:['’.\-/][\p{L}\p{N}]+)*/gu;
  const INSIDE = /[\p{M}\p{Cf}]/gu;
  const words = (typed) => {
    const text = typed.replace(INSIDE, "");
    return (text.match(CJK) ?? []).length + (text.replace(CJK, " ").match(WORD) ?? []).length;
  };

  for (const area of document.querySelectorAll("textarea[data-words]")) {
    const most = Number(area.dataset.words);
    const shown = document.getElementById(area.dataset.wordsShown);
    const said = document.getElementById(area.dataset.wordsSaid);
    let waiting;

    const show = () => {
      const have = words(area.value.normalize("NFC"));
      const text = have > most ? shown.dataset.over : shown.dataset.text;
      shown.textContent = text.replace("{have}", have).replace("{most}", most).replace("{over}", have - most);
      shown.classList.toggle("count-over", have > most);
    };
    // Spoken only when somebody pauses, so that it does not talk into the typing.
    const speak = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { said.textContent = shown.textContent; }, 1500);
    };

    area.after(shown);
    shown.hidden = false;
    area.addEventListener("input", () => { show(); speak(); });
    show();
  }
})();
