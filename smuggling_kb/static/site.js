// Everything works without this file. It shows the copy buttons and confirms a copy.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.innerText.trim());
      status.textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(source);
      status.textContent = button.dataset.refused;
    }
  });
}
// The place in a page goes along to other languages, and into a report of a problem.
const carryPlace = () => {
  const place = /^#[\w.-]{1,60}$/.test(location.hash) ? location.hash : "";
  for (const link of document.querySelectorAll(".tongues a")) link.hash = place;
  for (const link of document.querySelectorAll("[href*='/report/?address=']")) {
    link.search = link.search.replace(/(%23.*)?$/, encodeURIComponent(place));
  }
};
addEventListener("hashchange", carryPlace);
carryPlace();
// A search box offers what may be about to be typed: the combobox pattern of WAI-ARIA.
for (const [number, box] of document.querySelectorAll("input[type=search][name=q]").entries()) {
  const list = document.createElement("div");
  const status = document.createElement("span");
  let waiting;
  list.className = "suggestions";
  list.id = `suggestions-${number}`;
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", box.labels[0]?.innerText.trim() ?? "");
  status.className = "vh";
  status.role = "status";
  box.autocomplete = "off";
  box.role = "combobox";
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.after(list, status);
  box.parentElement.classList.add("combobox");

  const options = () => [...list.querySelectorAll("[role=option]")];
  const isOpen = () => !list.hidden;
  const mark = (option) => {
    for (const each of options()) each.setAttribute("aria-selected", each === option);
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const show = (open) => {
    list.hidden = !open;
    box.setAttribute("aria-expanded", open);
    if (!open) mark(null);
  };
  const element = (role, className, text) => {
    const made = document.createElement("div");
    if (role) made.role = role;
    if (className) made.className = className;
    made.textContent = text;
    return made;
  };
  const pick = (option) => {
    show(false);
    if (option.dataset.address) {
      location.assign(option.dataset.address);
      return;
    }
    box.value = option.dataset.text;
    box.form.requestSubmit();
  };
  const draw = ({ message, groups }) => {
    let count = 0;
    list.replaceChildren(
      ...groups.map((group, place) => {
        const heading = element("presentation", "small soft", group.label);
        const part = element("group", "", "");
        heading.id = `${list.id}-group-${place}`;
        part.setAttribute("aria-labelledby", heading.id);
        part.append(heading);
        for (const each of group.options) {
          const option = element("option", "", "");
          const text = document.createElement("bdi");
          option.id = `${list.id}-option-${count++}`;
          option.dataset.text = each.text;
          option.dataset.address = each.address;
          text.textContent = each.text;
          if (each.lang) text.lang = each.lang;
          option.append(text);
          if (each.detail) option.append(" ", element("", "small soft", each.detail));
          part.append(option);
        }
        return part;
      }),
    );
    status.textContent = message;
    show(count > 0);
  };
  const offer = async () => {
    const typed = box.value;
    const address = new URL(document.body.dataset.suggestions, location.href);
    address.searchParams.set("q", typed);
    address.searchParams.set("form", "grouped");
    const text = new URLSearchParams(location.search).get("text");
    if (text) address.searchParams.set("text", text); // What is offered shows the same texts.
    const answer = typed.trim() && (await fetch(address).catch(() => null));
    if (box.value !== typed || document.activeElement !== box) return;
    if (answer && answer.ok) draw(await answer.json());
    else show(false);
  };
  for (const kind of ["input", "compositionend"]) {
    box.addEventListener(kind, (event) => {
      clearTimeout(waiting);
      if (!event.isComposing) waiting = setTimeout(offer, 150);
    });
  }
  box.addEventListener("keydown", (event) => {
    const all = options();
    const place = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
    if (event.isComposing || !all.length) return;
    if (event.key === "Escape" && isOpen()) show(false);
    else if (event.key === "Enter" && isOpen() && place >= 0) pick(all[place]);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = event.key === "ArrowDown" ? place + 1 : place < 0 ? all.length - 1 : place - 1;
      show(true);
      mark(all[next]);
    } else return;
    event.preventDefault();
  });
  box.addEventListener("blur", () => show(false));
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // The box keeps the focus.
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) pick(option);
  });
  show(false);
}
