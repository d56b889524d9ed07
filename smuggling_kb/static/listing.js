// Lists work without this file. It applies filters at once, finds values in long ones, copies records with
// their citations, and lets no more be compared than fit beside each other.
const form = document.getElementById("filters");
const CHANGED = "changed-filter";
// Where the filters stand beside the results. On a phone they cover them: the button applies them together.
const areBeside = matchMedia("(min-width: 62rem)");

const remember = (value) => {
  try {
    sessionStorage.setItem(CHANGED, value);
  } catch {} // A browser that stores nothing: the focus is at the top then.
};
const recall = () => {
  try {
    const value = sessionStorage.getItem(CHANGED);
    sessionStorage.removeItem(CHANGED);
    return value;
  } catch {
    return null;
  }
};
const key = (control) => `${control.name}=${control.value}`;

form.dataset.applies = "";
form.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !areBeside.matches) return;
  remember(key(target));
  form.requestSubmit();
});
form.addEventListener("formdata", ({ formData }) => {
  if (!formData.get("q")) formData.delete("q");
});
const changed = recall();
const control = changed && [...form.elements].find((each) => key(each) === changed);
if (control) {
  for (let fold = control.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  control.focus();
}
for (const box of form.querySelectorAll(".narrow")) {
  const options = [...box.parentElement.querySelectorAll("label")];
  box.hidden = false;
  box.addEventListener("input", () => {
    const sought = box.value.trim().toLowerCase();
    for (const each of options) each.hidden = !each.textContent.toLowerCase().includes(sought);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // It finds; it does not send the form.
  });
}

const results = document.getElementById("results");
for (const button of navigator.clipboard ? results.querySelectorAll("[data-citation]") : []) {
  const row = button.closest("article");
  const status = document.createElement("span");
  status.role = "status";
  button.after(status);
  button.hidden = false;
  button.addEventListener("click", async () => {
    const above = row.closest(".shared")?.querySelectorAll(":scope > .rec .chapeau") ?? [];
    const words = [...above, ...row.querySelectorAll(".what > .voice, .what > .above > .voice")];
    const text = [...words.map((each) => each.innerText.trim()), button.dataset.citation].join("\n");
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = results.dataset.copied;
    } catch {
      getSelection().selectAllChildren(row);
      status.textContent = results.dataset.refused;
    }
  });
}
const MOST = 6;
const choices = [...results.querySelectorAll("[form=compare]")];
const limit = () => {
  const isFull = choices.filter((each) => each.checked).length >= MOST;
  for (const each of choices) each.disabled = isFull && !each.checked;
};
results.addEventListener("change", limit);
limit();
