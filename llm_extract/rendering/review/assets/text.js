// The report's own text: marks under every number, lights on what is looked at.
const WORST = ["disputed", "corrected", "supported", "confirmed", "unclaimed"];
// Characters that could turn the reading order of a line, or cannot be seen.
const ODD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

function showText(report) {
  report.ruler = rulers(report.text);
  const { unit } = report.ruler;
  const headings = report.headings.map(([start, end, level]) => [unit(start), unit(end), level]);
  report.parts = stretches(report.text, headings);
  report.lights = [];
  remark(report);
  report.pane?.end();
  const height = (at) => 12 + 26 * report.parts[at].blocks.reduce((lines, each) => lines + Math.ceil((1 + each.end - each.start) / 38), 0);
  report.pane = lazily(by("text"), report.parts.length, (at) => build(report, report.parts[at]), height);
  const links = headings.map(([start, end, level]) =>
    make("a", { href: "#", class: `level${level}`, onclick: (event) => { event.preventDefault(); scrollTo(report, start); } },
      shown(report.text.slice(start, end))));
  by("outline").querySelector("nav").replaceChildren(...links);
  by("outline").hidden = !links.length;
}

// Every mark again, after corrections: which item it belongs to and how it is drawn.
function remark(report) {
  for (const part of report.parts) part.marks = [];
  for (const item of report.items) {
    const places = item.kind === "finding" ? [] : item.marks;
    places.forEach(([start, end], place) => {
      if (end <= start) return;
      const mark = { start, end, item, place, look: look(report, item) };
      for (let at = stretchAt(report.parts, start); at < report.parts.length && report.parts[at].start < end; at++) report.parts[at].marks.push(mark);
    });
  }
}

function look(report, item) {
  const correction = item.indicator && report.corrections.get(item.indicator);
  if (correction?.action === "dispute") return "disputed";
  if (correction?.action === "withdraw") return "unclaimed";
  if (correction) return "corrected";
  return item.kind === "unclaimed" ? "unclaimed" : item.verdict;
}

function build(report, part) {
  const made = [];
  let rows = null;
  for (const each of part.blocks) {
    if (each.kind !== "row") rows = null;
    if (each.kind === "row") {
      if (!rows) {
        rows = make("tbody");
        made.push(make("div", { class: "wide" }, make("table", {}, rows)));
      }
      const row = make("tr");
      for (const [start, end] of cells(report.text, each.start, each.end)) row.append(run(report, part, make("td"), start, end));
      rows.append(row);
    } else if (each.kind === "h") {
      made.push(run(report, part, make(each.level > 1 ? "h3" : "h2"), each.start, each.end));
    } else {
      made.push(run(report, part, make("p"), each.start, each.end));
    }
  }
  return made;
}

// One stretch of text with its marks and lights, cut where any of them begins or ends.
function run(report, part, parent, start, end) {
  const over = (each) => each.start < end && each.end > start;
  const marks = part.marks.filter(over);
  const lights = report.lights.filter(over);
  const cuts = new Set([start, end]);
  for (const each of [...marks, ...lights]) {
    cuts.add(Math.max(each.start, start));
    cuts.add(Math.min(each.end, end));
  }
  const points = [...cuts].sort((a, b) => a - b);
  for (let at = 0; at + 1 < points.length; at++) {
    const [from, to] = [points[at], points[at + 1]];
    const covers = (each) => each.start <= from && each.end >= to;
    const here = marks.filter(covers).sort((a, b) => WORST.indexOf(a.look) - WORST.indexOf(b.look));
    const light = lights.find(covers);
    const names = [here.length && `mark ${here[0].look}`, light?.name].filter(Boolean).join(" ");
    const span = make("span", { class: names || null, "data-at": from }, shown(report.text.slice(from, to)));
    if (here.length) span.marks = here;
    parent.append(span);
  }
  return parent;
}

// The same number of units, so that offsets hold; what would not be seen is shown.
function shown(text) {
  return text.replace(ODD, "\ufffd");
}

// Light up places [[start, end, name]] and scroll to the first of them.
function light(report, places, scroll = true) {
  const before = report.lights;
  report.lights = places.filter(([start, end]) => end > start).map(([start, end, name]) => ({ start, end, name }));
  redraw(report, [...before, ...report.lights]);
  if (scroll && report.lights.length) scrollTo(report, report.lights[0].start);
}

function redraw(report, places) {
  const touched = new Set();
  for (const { start, end } of places) {
    for (let at = stretchAt(report.parts, start); at < report.parts.length && report.parts[at].start < end; at++) touched.add(at);
  }
  for (const at of touched) report.pane.again(at);
}

function scrollTo(report, start) {
  const shell = report.pane.show(stretchAt(report.parts, start));
  if (!shell) return;
  const spans = [...shell.querySelectorAll("[data-at]")];
  const here = spans.findLast((span) => Number(span.dataset.at) <= start) ?? shell;
  here.scrollIntoView({ block: "center" });
}

// What is selected in the text, in units; null where nothing is.
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  return start == null || end == null || start >= end ? null : [start, end];
}

function offset(node, inside) {
  if (!by("text").contains(node)) return null;
  if (node.nodeType === Node.TEXT_NODE) {
    const span = node.parentElement.closest("[data-at]");
    return span ? Number(span.dataset.at) + inside : null;
  }
  const near = node.childNodes[inside] ?? node;
  const span = near.nodeType === Node.ELEMENT_NODE ? near.querySelector("[data-at]") ?? near.closest("[data-at]") : null;
  if (span) return Number(span.dataset.at);
  const before = node.querySelectorAll?.("[data-at]");
  const last = before?.[before.length - 1];
  return last ? Number(last.dataset.at) + last.textContent.length : null;
}
