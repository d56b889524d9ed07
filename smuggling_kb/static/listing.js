// Lists work without this file. It applies filters at once, and finds values in long ones.
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
