// The form that changes a value or adds a missed one.
const STATES = ["reported", "zero_by_negation", "blank", "not_applicable", "derived", "unrecoverable"];
const NUMBERLESS = new Set(["blank", "not_applicable", "unrecoverable"]);
const APPROXIMATIONS = ["exact", "about", "at_least", "at_most"];
let catalogue = null;

function known() {
  catalogue ??= new Map(JSON.parse(by("catalogue").textContent).map((each) => [each.id, each]));
  return catalogue;
}

function labelOf(indicator) {
  return known().get(indicator)?.label ?? indicator;
}

// The editor stands above the list; `item` is a value, an unclaimed number, or null for a selection.
function openEditor(report, item, place = null) {
  const value = item?.kind === "value" ? item : null;
  const span = place ?? (value ? pointsOf(report, value) : pointsOf(report, item));
  if (!span) return notify(word("noSelection"));
  const before = value && report.corrections.get(value.indicator);
  const started = value ? { ...(before?.to ?? value.data), note: before?.note } : guess(report, span);
  const editor = { report, item: value, span, fields: {} };
  by("adding").replaceChildren(form(editor, started));
  report.editor = editor;
  showPlace(editor, false);
  const first = value ? editor.fields.value : editor.fields.indicator;
  first.focus();
  first.select?.();
  return undefined;
}

function pointsOf(report, item) {
  if (!item) return null;
  const to = report.corrections.get(item.indicator)?.to ?? item.data;
  return [to.start, to.end];
}

// The quantity inside the selection, if nobody claims it, with the unit it is written with.
function guess(report, [start, end]) {
  const inside = report.unclaimed.find((each) => each.start < end && each.end > start);
  return { value: inside?.value ?? null, unit: inside?.unit ?? "", state: "reported", approximation: "exact" };
}

function form(editor, started) {
  const { fields } = editor;
  const options = (names) => names.map((name) => make("option", { value: name }, word(name)));
  fields.value = make("input", { name: "value", inputmode: "decimal", autocomplete: "off", value: started.value ?? "" });
  fields.unit = make("select", { name: "unit" });
  fields.state = make("select", { name: "state" }, ...options(STATES));
  fields.approximation = make("select", { name: "approximation" }, ...options(APPROXIMATIONS));
  fields.note = make("input", { name: "note", autocomplete: "off", value: started.note ?? "" });
  fields.quote = make("output", { name: "place" });
  fields.state.value = started.state;
  fields.approximation.value = started.approximation ?? "exact";
  fields.state.addEventListener("change", () => suit(fields));
  if (!editor.item) fields.indicator = indicatorField(editor, started);
  fillUnits(editor, started.unit);
  suit(fields);
  const line = (name, field) => make("label", {}, make("span", {}, word(name)), field);
  return make("form", { class: "editor", onsubmit: (event) => { event.preventDefault(); finish(editor); } },
    editor.item ? make("strong", {}, shown(editor.item.data.label)) : line("indicator", fields.indicator),
    line("value", fields.value), line("unit", fields.unit), line("state", fields.state), line("approximation", fields.approximation),
    line("place", fields.quote), line("note", fields.note),
    make("div", { class: "acts" }, make("button", { type: "submit", "data-act": "save" }, word("save")),
      act("useSelection", () => takeSelection(editor)), act("cancel", () => closeEditor(editor.report))));
}

function indicatorField(editor, started) {
  if (!by("indicators")) {
    const every = [...known().values()].map((each) => make("option", { value: each.id }, `${each.label} (${each.units[0]})`));
    document.body.append(make("datalist", { id: "indicators" }, ...every));
  }
  return make("input", { name: "indicator", list: "indicators", autocomplete: "off", size: 30, oninput: () => fillUnits(editor, started.unit) });
}

function fillUnits(editor, chosen) {
  const indicator = editor.item?.indicator ?? editor.fields.indicator.value.trim();
  const declared = known().get(indicator)?.units ?? [];
  const units = [...new Set(declared.length ? declared : [chosen ?? ""])];
  if (editor.item && !units.includes(chosen)) units.push(chosen);
  editor.fields.unit.replaceChildren(...units.map((unit) => make("option", { value: unit }, unit || "—")));
  if (units.includes(chosen)) editor.fields.unit.value = chosen;
}

function suit(fields) {
  const state = fields.state.value;
  fields.value.disabled = NUMBERLESS.has(state) || state === "zero_by_negation";
  if (NUMBERLESS.has(state)) fields.value.value = "";
  if (state === "zero_by_negation") fields.value.value = "0";
}

function takeSelection(editor) {
  const place = selected();
  if (!place) return notify(word("noSelection"));
  editor.span = place.map(editor.report.ruler.point);
  return showPlace(editor, false);
}

function showPlace(editor, scroll) {
  const [start, end] = editor.span.map(editor.report.ruler.unit);
  editor.fields.quote.textContent = shown(editor.report.text.slice(start, end));
  light(editor.report, [[start, end, "lit"]], scroll);
}

function finish(editor) {
  const { report, fields, item } = editor;
  const indicator = item?.indicator ?? fields.indicator.value.trim();
  if (!item && !known().has(indicator)) return notify(word("noIndicator"));
  if (!item && (report.stated.has(indicator) || report.corrections.has(indicator))) return notify(word("alreadyThere"));
  const state = fields.state.value;
  const written = fields.value.value.replaceAll(/[,\s，]/g, "");
  const value = NUMBERLESS.has(state) ? null : Number(written);
  if (value !== null && (!written || !Number.isFinite(value))) return notify(word("noNumber"));
  const [start, end] = editor.span;
  const quote = report.text.slice(report.ruler.unit(start), report.ruler.unit(end));
  const to = { value, unit: fields.unit.value, state, approximation: fields.approximation.value, start, end, quote };
  const note = fields.note.value.trim();
  const target = item ?? { indicator, added: true, data: {} };
  const action = item && !item.added ? "change" : "add";
  closeEditor(report);
  remember(report, indicator, correction(report, target, action, note ? { to, note } : { to }));
  return choose(report, report.items.find((each) => each.indicator === indicator), { scroll: false });
}

function closeEditor(report) {
  report.editor = null;
  by("adding").replaceChildren();
  by("items").focus({ preventScroll: true });
}
