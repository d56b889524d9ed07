// Lays the passages of #source out on pages: a passage goes on over as many as it takes, and a
// footnote stands at the foot of the page that has its mark.
"use strict";

const facts = document.body.dataset;
const notes = new Map([...document.querySelectorAll("#source [data-note]")].map((note) => [note.dataset.note, note]));
let page;

function element(name, parent) {
  const made = document.createElement("div");
  made.className = name;
  parent.append(made);
  return made;
}

function open_page() {
  const sheet = element("page", document.body);
  page = { text: null, notes: null };
  element("header", sheet).textContent = facts.symbol;
  page.text = element("body", sheet);
  page.notes = element("notes", sheet);
  element("footer", sheet);
}

function fits() {
  return page.text.getBoundingClientRect().bottom < page.notes.getBoundingClientRect().top - 8;
}

// The words of a passage and its marks, each with the white space before it.
function pieces_of(passage) {
  const found = [];
  for (const node of passage.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE) found.push(node);
    else found.push(...node.data.match(facts.language === "zh-hans" ? /\s*[\x21-\x7e]+|\s*[^]/g : /\s*\S+/g) ?? []);
  }
  return found;
}

// Shows the first pieces of a passage on the page; returns how to take them back.
function show(passage, pieces, from, to) {
  const shown = passage.cloneNode(false);
  const added = [];
  for (const piece of pieces.slice(from, to)) {
    shown.append(typeof piece === "string" ? piece : piece.cloneNode(true));
    if (piece.dataset?.mark) added.push(notes.get(piece.dataset.mark).cloneNode(true));
  }
  page.text.append(shown);
  page.notes.append(...added);
  return () => [shown, ...added].forEach((each) => each.remove());
}

function place(passage) {
  const pieces = pieces_of(passage);
  const whole = passage.matches(".row, .chapter, .section, .heading, .recommendation-number");
  let from = 0;
  while (from < pieces.length) {
    let least = 0;
    let most = pieces.length - from;
    while (least < most) {
      const tried = whole ? most : Math.ceil((least + most) / 2);
      const remove = show(passage, pieces, from, from + tried);
      if (fits()) least = tried;
      else most = whole ? 0 : tried - 1;
      remove();
    }
    if (least) show(passage, pieces, from, from + least);
    from += least;
    if (from < pieces.length) open_page();
  }
}

open_page();
for (const passage of document.querySelectorAll("#source > .passage")) place(passage);
const sheets = document.querySelectorAll(".page");
sheets.forEach((sheet, index) => {
  const number = document.createElement("span");
  number.textContent = `${index + 1}/${sheets.length}`;
  const job = document.createElement("span");
  job.textContent = index ? facts.job : facts.first;
  sheet.querySelector(".footer").append(...(index % 2 ? [number, job] : [job, number]));
});
sheets[0].querySelector(".header").textContent = "";
element("bars", sheets[0]).textContent = facts.bars;
