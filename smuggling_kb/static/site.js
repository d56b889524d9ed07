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
// Beside a search box, what may be about to be typed; the browser shows the list.
for (const box of document.querySelectorAll("input[type=search][name=q]")) {
  const list = document.createElement("datalist");
  let waiting;
  list.id = `${box.id || "list-q"}-words`;
  box.form.append(list);
  box.setAttribute("list", list.id);
  box.autocomplete = "off";
  const offer = async () => {
    const typed = box.value;
    const address = new URL("suggest/", box.form.action);
    address.searchParams.set("q", typed);
    const answer = typed.trim() && (await fetch(address).catch(() => null));
    if (!answer || !answer.ok || box.value !== typed) return;
    const words = await answer.json();
    list.replaceChildren(...words.map((word) => new Option(word.label, word.text)));
  };
  for (const kind of ["input", "compositionend"]) {
    box.addEventListener(kind, (event) => {
      clearTimeout(waiting);
      if (!event.isComposing) waiting = setTimeout(offer, 150);
    });
  }
}
