// The list beside the text: values by section, findings, numbers that nobody claims.
const FILTERS = ["all", "disputed", "unsupported", "unclaimed", "open", "findings"];
const TOGETHER = 40;

function gather(report) {
  const { unit } = (report.ruler = rulers(report.text));
  const units = ([start, end]) => [unit(start), unit(end)];
  const withheld = new Set(report.withheld);
  report.values.forEach((value) => complete(report, value));
  report.stated = new Set(report.values.map((value) => value.indicator));
  const values = report.values.map((data, index) => ({
    kind: "value", id: `v${index}`, indicator: data.indicator, verdict: data.verdict, data,
    marks: report.marks[index].map(units), quotes: data.statements.map((each) => units([each.start, each.end])),
  }));
  const numbers = report.unclaimed.map((data, index) => ({
    kind: "unclaimed", id: `n${index}`, data, around: around(report.text, units([data.start, data.end])), marks: [units([data.start, data.end])], quotes: [units([data.start, data.end])],
  }));
  const findings = report.findings.map((data, index) => ({
    kind: "finding", id: `f${index}`, data, marks: [], quotes: data.spans.map(units),
    withheld: withheld.has(data.id),
  }));
  report.alike = alike(report.values);
  const start = (item) => item.quotes[0]?.[0] ?? 0;
  values.sort((a, b) => start(a) - start(b) || a.marks[0][1] - b.marks[0][1]);
  report.items = [...values, ...findings, ...numbers];
  report.tops = tops(report);
  for (const item of report.items) item.section = sectionAt(report, start(item));
}

// The page's data leave out what stands in the text or in the first statement.
function complete(report, value) {
  const { unit } = report.ruler;
  for (const each of value.statements) each.quote ??= report.text.slice(unit(each.start), unit(each.end));
  const { place, section, quote, start, end } = value.statements[0];
  for (const [name, said] of Object.entries({ place, section, quote, start, end })) value[name] ??= said;
}

// Labels that several indicators of the report have: upheld reviews and upheld lawsuits.
function alike(values) {
  const seen = new Set(), again = new Set();
  for (const { label } of values) (seen.has(label) ? again : seen).add(label);
  return again;
}

// A number alone says little: some words of its line before it, fewer behind.
function around(text, [start, end]) {
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const stop = text.indexOf("\n", end);
  const from = Math.max(line, start - 16), to = Math.min(stop < 0 ? text.length : stop, end + 8);
  return `${from > line ? "…" : ""}${text.slice(from, to).toWellFormed?.() ?? text.slice(from, to)}`;
}

function tops(report) {
  const least = Math.min(...report.headings.map(([, , level]) => level));
  return report.headings.filter(([, , level]) => level === least)
    .map(([start, end]) => ({ start: report.ruler.unit(start), title: report.text.slice(report.ruler.unit(start), report.ruler.unit(end)) }));
}

function sectionAt(report, at) {
  return report.tops.findLast((each) => each.start <= at)?.title ?? "";
}

// Values that a reviewer added stand among the others.
function addedItems(report) {
  const known = new Map(report.items.filter((item) => item.added).map((item) => [item.indicator, item]));
  const wanted = [...report.corrections.values()].filter((each) => each.action === "add");
  report.items = report.items.filter((item) => !item.added);
  for (const { indicator, to } of wanted) {
    const place = [report.ruler.unit(to.start), report.ruler.unit(to.end)];
    const data = { indicator, label: labelOf(indicator), ...to, verdict: "supported", witnesses: [], statements: [], findings: [], section: "" };
    const old = known.get(indicator);
    const section = sectionAt(report, place[0]);
    report.items.unshift({ ...(old ?? {}), kind: "value", id: `a-${indicator}`, added: true, indicator, verdict: "supported", data, marks: [place], quotes: [place], section });
  }
}

function chosenItems(report) {
  const { filter, section, search } = report.view;
  const words = search.trim().toLowerCase();
  return report.items.filter((item) => fits(report, item, filter) && (!section || item.section === section) && (!words || says(item).includes(words)));
}

function fits(report, item, filter) {
  if (filter === "unclaimed") return item.kind === "unclaimed";
  if (filter === "findings") return item.kind === "finding";
  if (filter === "unsupported") return Boolean(item.withheld);
  if (item.kind !== "value") return false;
  if (filter === "disputed") return item.verdict === "disputed" || report.corrections.get(item.indicator)?.action === "dispute";
  return filter === "open" ? !report.corrections.has(item.indicator) : true;
}

function says(item) {
  const { data } = item;
  const parts = [data.indicator, data.label, item.around, data.value, data.quote, data.message, data.check, data.subject, ...(data.indicators ?? [])];
  return parts.filter((part) => part != null).join(" ").toLowerCase();
}

function showItems(report) {
  addedItems(report);
  report.listed = chosenItems(report);
  report.list?.end();
  const count = Math.ceil(report.listed.length / TOGETHER);
  report.list = lazily(by("items"), count, (at) => rows(report, at), () => TOGETHER * 34);
  if (!report.listed.length) by("items").replaceChildren(make("p", { class: "quiet" }, word("nothing")));
  tally(report);
}

function rows(report, at) {
  const from = at * TOGETHER;
  const made = [];
  report.listed.slice(from, from + TOGETHER).forEach((item, place) => {
    const before = report.listed[from + place - 1];
    const title = headingOf(item);
    if (!before || title !== headingOf(before)) made.push(make("h2", {}, shown(title || "—")));
    made.push(row(report, item));
  });
  return made;
}

function headingOf(item) {
  return item.kind === "value" ? item.data.section || item.section : item.section;
}

function row(report, item) {
  const chosen = report.chosen === item.id;
  const { names, label, amount, verdict } = summary(report, item);
  const button = make("button", { type: "button", class: "row", "aria-expanded": String(chosen), onclick: () => choose(report, item) },
    make("span", { class: "label" }, shown(label)), make("span", { class: "amount" }, shown(amount)), make("span", { class: `verdict ${verdict}` }, status(report, item)));
  return make("div", { class: `item ${names}${chosen ? " chosen" : ""}`, "data-id": item.id }, button, chosen && details(report, item));
}

function summary(report, item) {
  const { data } = item;
  if (item.kind === "finding") return { names: data.severity, label: data.message, amount: "", verdict: data.severity };
  if (item.kind === "unclaimed") return { names: "unclaimed", label: item.around, amount: amountOf(data), verdict: "unclaimed" };
  const correction = report.corrections.get(item.indicator);
  const verdict = correction?.action === "dispute" ? "disputed" : item.verdict;
  return { names: `${verdict} ${correction?.action === "withdraw" ? "withdrawn" : ""}`, label: report.alike.has(data.label) ? `${data.label} · ${data.indicator}` : data.label, amount: amountOf(correction?.to ?? data), verdict };
}

function status(report, item) {
  if (item.kind !== "value") return word(item.kind === "finding" ? item.data.severity : "unclaimed");
  const done = { accept: "accepted", change: "changed", withdraw: "withdrawn", add: "added", dispute: "disputedByYou" };
  const correction = report.corrections.get(item.indicator);
  return correction ? `✓ ${word(done[correction.action])}` : word(item.verdict);
}

function amountOf(data) {
  const state = data.state ?? "reported";
  const qualified = data.approximation && data.approximation !== "exact" ? `${word(data.approximation)} ` : "";
  if (data.value == null && data.low == null && data.high == null) return state === "reported" ? "—" : word(state);
  const said = data.value ?? `${data.low ?? ""}–${data.high ?? ""}`;
  return `${qualified}${said} ${data.unit ?? ""}${state === "reported" ? "" : ` (${word(state)})`}`;
}

function details(report, item) {
  const { data } = item;
  const places = item.quotes.map(([start, end], at) =>
    make("button", { type: "button", class: "place", onclick: () => focusPlace(report, item, at) }, placeWords(report, item, at, start, end)));
  const more = make("div", { class: "more" });
  if (item.kind === "value") more.append(facts(report, item), acts(report, item));
  if (item.kind === "unclaimed") more.append(make("p", { class: "quiet" }, word("noQuantity")), make("p", { class: "quiet" }, data.subject ? shown(`${word("subject")}: ${data.subject}`) : ""), make("div", { class: "acts" }, act("addSelected", () => openEditor(report, item))));
  if (item.kind === "finding") more.append(make("p", { class: "quiet" }, [data.id, data.check, sides(data), data.indicators.slice(0, 6).join(", ")].filter(Boolean).join(" · ")));
  more.append(...places);
  return more;
}

function sides(data) {
  return data.left == null && data.right == null ? "" : word("against", data.left ?? "—", data.right ?? "—");
}

function placeWords(report, item, at, start, end) {
  const text = shown(report.text.slice(start, Math.min(end, start + 400)));
  const said = item.kind === "value" && item.data.statements[at];
  return said ? `${amountOf({ ...said, state: said.state ?? item.data.state })} · ${word(said.place)} · ${said.witness}\n${text}` : text;
}

function facts(report, item) {
  const { data } = item;
  const correction = report.corrections.get(item.indicator);
  const list = make("dl");
  const fact = (name, text) => text && list.append(make("dt", {}, name), make("dd", {}, shown(text)));
  fact(word("indicator"), data.indicator);
  fact(word("state"), word(data.state));
  fact(word("witnesses"), data.witnesses.join(", "));
  if (correction?.machine && correction.to) fact(word("machine"), amountOf(correction.machine));
  fact(word("note"), correction?.note);
  const named = report.findings.filter((each) => data.findings.includes(each.id));
  for (const each of named.slice(0, 8)) fact(each.id, each.message);
  return list;
}

function act(name, onclick) {
  return make("button", { type: "button", "data-act": name, onclick }, word(name));
}

function acts(report, item) {
  const corrected = report.corrections.has(item.indicator);
  return make("div", { class: "acts" },
    act("accept", () => accept(report, item)), act("change", () => openEditor(report, item)),
    act("withdraw", () => withdraw(report, item)), act("dispute", () => dispute(report, item)),
    corrected && act("undo", () => undo(report, item.indicator)));
}

// Only the rows that changed are built again.
function refresh(report, ...ids) {
  for (const at of new Set(ids.map((id) => report.listed.findIndex((item) => item.id === id)).filter((at) => at >= 0).map((at) => Math.floor(at / TOGETHER)))) report.list.again(at);
  tally(report);
}

// On paper: the whole text, the list as it is filtered, and below it what else there is to know.
function printed(report) {
  report.pane.all();
  report.list.all();
  const told = report.items.filter((item) => item.kind !== "value" && item.data.severity !== "info" && !report.listed.includes(item));
  const parts = ["finding", "unclaimed"].map((kind) => [kind, told.filter((item) => item.kind === kind)]);
  by("paper").replaceChildren(...parts.flatMap(([kind, items]) =>
    items.length ? [make("h2", {}, word(kind === "finding" ? "findings" : "unclaimed")), ...items.map((item) => row(report, item))] : []));
}
