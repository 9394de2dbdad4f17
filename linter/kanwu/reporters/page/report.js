"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const notes = all(".note");
  const marks = new Map(notes.map((note) => [note.dataset.n, []]));
  const numbers = (mark) => mark.dataset.n.split(" ");
  for (const mark of all("mark")) for (const n of numbers(mark)) marks.get(n).push(mark);
  const chosen = (name) => new Set(all(`input[name=${name}]:checked`, form).map((box) => box.value));
  let at = -1; // the note that was stepped to

  function filter() {
    const severities = chosen("severity");
    const codes = chosen("code");
    const shown = new Set();
    for (const note of notes) {
      note.hidden = !(severities.has(note.dataset.severity) && codes.has(note.dataset.code));
      if (!note.hidden) shown.add(note.dataset.n);
    }
    for (const mark of all("mark")) mark.classList.toggle("off", !numbers(mark).some((n) => shown.has(n)));
    for (const line of all(".line")) line.classList.toggle("quiet", !line.querySelector("mark:not(.off)"));
    for (const file of all(".file")) file.classList.toggle("none", !file.querySelector(".note:not([hidden])"));
    document.body.classList.toggle("brief", form.elements.brief.checked);
    document.getElementById("shown").textContent = `显示 ${shown.size} 处`;
    const every = all("input[name=code]", form).length;
    document.getElementById("chosen").textContent = codes.size === every ? "全部" : `${codes.size} 条`;
  }

  function light(n, on) {
    for (const mark of marks.get(n) || []) mark.classList.toggle("lit", on);
    document.getElementById(`note-${n}`).classList.toggle("lit", on);
  }

  function lightAt(event, on) {
    const place = event.target.closest("[data-n]");
    if (place) for (const n of numbers(place)) light(n, on);
  }

  function explain(note) { // the rule's own words, copied from the end of the page
    if (note.querySelector(".why")) return;
    const words = document.getElementById(`rule-${note.dataset.code}`).nextElementSibling.cloneNode(true);
    words.className = "why";
    note.querySelector("dl").append(words);
  }

  function open(n) {
    const note = document.getElementById(`note-${n}`);
    note.open = true;
    note.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  function step(by) {
    const shown = notes.filter((note) => !note.hidden);
    if (!shown.length) return;
    const next = by > 0
      ? shown.findIndex((note) => notes.indexOf(note) > at)
      : shown.findLastIndex((note) => notes.indexOf(note) < at);
    const note = shown.at(next < 0 ? (by > 0 ? 0 : -1) : next);
    if (notes[at]) light(notes[at].dataset.n, false);
    at = notes.indexOf(note);
    light(note.dataset.n, true);
    (marks.get(note.dataset.n)[0] || note).scrollIntoView({ block: "center", behavior: "smooth" });
  }

  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const { all: to, step: by } = event.target.dataset;
    if (by) step(Number(by));
    if (to === undefined) return;
    for (const box of all("input[name=code]", form)) box.checked = Boolean(to);
    filter();
  });
  document.addEventListener("mouseover", (event) => lightAt(event, true));
  document.addEventListener("mouseout", (event) => lightAt(event, false));
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark:not(.off)");
    if (mark) for (const n of numbers(mark)) if (!document.getElementById(`note-${n}`).hidden) open(n);
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches(".note[open]")) explain(event.target);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  });
  form.hidden = false;
  filter();
})();
