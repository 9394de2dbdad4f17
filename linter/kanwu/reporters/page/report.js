"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const notes = all(".note");
  const marks = new Map(notes.map((note) => [note.dataset.n, []]));
  const order = new Map(notes.map((note, number) => [note, number]));
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
    for (const mark of all("mark, a.sign")) mark.classList.toggle("off", !numbers(mark).some((n) => shown.has(n)));
    for (const line of all(".line")) line.classList.toggle("quiet", !line.querySelector("mark:not(.off)"));
    for (const file of all(".file")) file.classList.toggle("none", !file.querySelector(".note:not([hidden])"));
    document.body.classList.toggle("brief", form.elements.brief.checked);
    const words = (id) => document.getElementById(id).dataset;
    document.getElementById("shown").textContent = words("shown").some.replace("#", shown.size);
    const every = all("input[name=code]", form).length;
    document.getElementById("chosen").textContent = codes.size === every
      ? words("chosen").all
      : words("chosen").some.replace("#", codes.size);
    for (const line of seen) place(line);
  }

  const seen = new Set(); // lines in the window
  const beside = matchMedia("screen and (min-width: 62.01rem)"); // where notes stand beside the text
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target); else seen.delete(target);
      if (isIntersecting) place(target);
    }
  }, { rootMargin: "300px" });

  function place(line) { // each note at the height of its mark, or under the note before it
    const own = all(".note:not([hidden])", line);
    for (const note of own) note.style.marginTop = "";
    if (!beside.matches) return;
    const top = line.getBoundingClientRect().top;
    let bottom = 0;
    const gaps = own.map((note) => {
      const mark = marks.get(note.dataset.n)[0];
      const rects = mark ? mark.getClientRects() : [];
      const wanted = rects.length ? rects[0].top - top - 2 : 0;
      const gap = Math.max(0, wanted - bottom);
      bottom += gap + note.getBoundingClientRect().height;
      return gap;
    });
    own.forEach((note, at) => { if (gaps[at] > 1) note.style.marginTop = `${gaps[at]}px`; });
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
      ? shown.findIndex((note) => order.get(note) > at)
      : shown.findLastIndex((note) => order.get(note) < at);
    const note = shown.at(next < 0 ? (by > 0 ? 0 : -1) : next);
    if (notes[at]) light(notes[at].dataset.n, false);
    at = order.get(note);
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
    const mark = event.target.closest("mark:not(.off), a.sign");
    if (mark) for (const n of numbers(mark)) if (!document.getElementById(`note-${n}`).hidden) open(n);
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches(".note[open]")) explain(event.target);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  });
  for (const line of all(".line")) if (line.querySelector(".note")) watcher.observe(line);
  beside.addEventListener("change", () => { for (const line of all(".line")) place(line); });
  addEventListener("beforeprint", () => { for (const note of notes) note.style.marginTop = ""; });
  addEventListener("afterprint", () => { for (const line of seen) place(line); });
  form.hidden = false;
  filter();
})();
