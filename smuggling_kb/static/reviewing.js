// The review of a document works without this file. It gives the buttons of a record keys, while the focus is within
// the records: j and k or the arrows go to the next and the one before, a accepts, r rejects, e edits, o takes a decision back.
const form = document.getElementById("review");
const records = [...form.querySelectorAll(".proposal")];
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

const step = (by) => {
  const here = records.indexOf(document.activeElement.closest(".proposal"));
  const next = records[Math.min(Math.max(here + by, 0), records.length - 1)];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
};

form.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || target.matches("select, textarea, input:not([type=checkbox])")) return;
  if (STEPS[key]) step(STEPS[key]);
  else {
    const control = [...(target.closest(".proposal")?.querySelectorAll("[data-key]") ?? [])].find((each) => each.dataset.key === key);
    if (!control) return;
    control.click();
  }
  event.preventDefault();
});

form.querySelector(".keys").hidden = false;
