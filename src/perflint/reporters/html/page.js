"use strict";
// The page is whole without this: it only hides what a filter leaves out, and brings near what is far.
const one = (selector) => document.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

const filter = one(".filter");
const findings = all(".finding");
const sections = all(".project, .whole");
const badges = all(".badge");
const units = all(".unit");
const texts = new Map();

function text(finding) {
  if (!texts.has(finding)) texts.set(finding, finding.textContent.toLowerCase());
  return texts.get(finding);
}

function apply() {
  const project = filter.elements.project.value;
  const rule = filter.elements.rule.value;
  const severities = new Set(all("input[name=severity]:checked", filter).map((box) => box.value));
  const sought = filter.elements.text.value.trim().toLowerCase();
  const everything = !rule && !sought && severities.size === 3;
  const shown = new Set();
  for (const finding of findings) {
    const { project: of, rule: by, severity } = finding.dataset;
    const fits = (!project || of === project) && by.startsWith(rule) && severities.has(severity);
    finding.hidden = !(fits && (!sought || text(finding).includes(sought)));
    if (!finding.hidden) shown.add(finding.id.slice(1));
  }
  for (const badge of badges) badge.hidden = !shown.has(badge.dataset.f);
  for (const section of sections) {
    const chosen = !project || section.id === project;
    section.hidden = !(chosen && (everything || section.querySelector(".finding:not([hidden])")));
  }
  for (const unit of units) unit.hidden = !unit.querySelector(".project:not([hidden]), .whole:not([hidden])");
  const output = one(".filter output");
  output.textContent = output.dataset.text.replace("{shown}", shown.size).replace("{total}", findings.length);
}

filter.hidden = false;
for (const change of ["input", "change"]) filter.addEventListener(change, apply);
filter.addEventListener("submit", (event) => event.preventDefault());
filter.addEventListener("reset", () => setTimeout(apply));

for (const button of all("button[data-field]")) {
  button.addEventListener("click", () => {
    filter.elements[button.dataset.field].value = button.dataset.value;
    apply();
    filter.scrollIntoView();
  });
}

const dialog = one("dialog");
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#rule-']");
  const page = link && document.getElementById(link.hash.slice(1));
  if (!page) return;
  event.preventDefault();
  const copy = page.cloneNode(true);
  const summary = copy.querySelector("summary");
  const heading = document.createElement("h3");
  heading.append(...summary.childNodes);
  summary.replaceWith(heading);
  one("dialog .body").replaceChildren(...copy.childNodes);
  dialog.showModal();
});
one("dialog .close").addEventListener("click", () => dialog.close());

const peek = one(".peek");
function show(event) {
  const badge = event.target.closest?.(".badge");
  const finding = badge && document.getElementById(`f${badge.dataset.f}`);
  peek.hidden = !finding;
  if (!finding) return;
  peek.replaceChildren(...all(".what, .help", finding).map((part) => part.cloneNode(true)));
  const at = badge.getBoundingClientRect();
  const left = Math.min(at.left, document.documentElement.clientWidth - peek.offsetWidth - 12);
  peek.style.left = `${Math.max(8, left) + window.scrollX}px`;
  peek.style.top = `${at.bottom + window.scrollY + 6}px`;
}
for (const badge of badges) badge.removeAttribute("title");
document.addEventListener("mouseover", show);
document.addEventListener("focusin", show);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") peek.hidden = true;
});

apply();
