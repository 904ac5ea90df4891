// Choosing: an item shows its places in the text, a mark in the text shows its item.
function choose(report, item, { scroll = true, place = 0 } = {}) {
  if (!item) return;
  const before = report.chosen;
  report.chosen = item.id;
  refresh(report, before, item.id);
  reveal(report, item);
  lightItem(report, item, place, scroll);
}

function lightItem(report, item, place, scroll) {
  const own = report.corrections.get(item.indicator)?.to;
  if (own) return light(report, [[report.ruler.unit(own.start), report.ruler.unit(own.end), "lit"]], scroll);
  const order = item.quotes.map((quote, at) => [...quote, at === place ? "lit" : "lit2"]);
  const first = order.splice(place, 1);
  return light(report, [...first, ...order], scroll);
}

function focusPlace(report, item, at) {
  lightItemAt(report, item, at);
}

function lightItemAt(report, item, at) {
  const quotes = item.quotes.map((quote, index) => [...quote, index === at ? "lit" : "lit2"]);
  light(report, [quotes[at], ...quotes.filter((_, index) => index !== at)]);
}

// Make the item's row visible, without other filters where they hide it.
function reveal(report, item) {
  let at = report.listed.indexOf(item);
  if (at < 0) {
    const filter = { value: "all", unclaimed: "unclaimed", finding: "findings" }[item.kind];
    Object.assign(report.view, { filter, section: "", search: "" });
    showFilters(report);
    showItems(report);
    at = report.listed.indexOf(item);
  }
  const shell = report.list.show(Math.floor(at / TOGETHER));
  shell?.querySelector(`[data-id="${CSS.escape(item.id)}"]`)?.scrollIntoView({ block: "nearest" });
}

function clicked(report, event) {
  const mark = event.target.closest?.(".mark");
  if (!mark?.marks || !getSelection().isCollapsed) return;
  const items = mark.marks;
  const now = items.findIndex((each) => each.item.id === report.chosen);
  const next = items[(now + 1) % items.length]; // the same place again: the next that claims it
  choose(report, next.item, { scroll: false, place: Math.max(next.place, 0) });
}

function step(report, by_) {
  const at = report.listed.findIndex((item) => item.id === report.chosen);
  const next = report.listed[at < 0 ? (by_ > 0 ? 0 : report.listed.length - 1) : at + by_];
  if (next) choose(report, next);
}

function pressed(report, event) {
  if (event.key === "Escape" && report.editor) return closeEditor(report);
  if (event.target.closest?.("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const item = report.items.find((each) => each.id === report.chosen);
  const acting = {
    j: () => step(report, 1), k: () => step(report, -1), a: () => forward(report, () => accept(report, item)), d: () => dispute(report, item),
    e: () => item && item.kind !== "finding" && openEditor(report, item), u: () => undo(report), "/": () => by("search").focus(),
  }[event.key];
  if (!acting) return undefined;
  event.preventDefault();
  return acting();
}

// Accepting goes on to the next; in the list of what is to do, the accepted one stays until then.
function forward(report, accepting) {
  accepting();
  step(report, 1);
}

function tally(report) {
  const values = report.values.length;
  const done = report.values.filter((value) => report.corrections.has(value.indicator)).length;
  by("done").max = Math.max(values, 1);
  by("done").value = done;
  by("count").textContent = word("progress", done, values);
  for (const chip of by("chips").children) {
    const count = report.items.filter((item) => fits(report, item, chip.dataset.filter)).length;
    chip.textContent = `${word(chip.dataset.filter)} ${count}`;
    chip.setAttribute("aria-pressed", String(report.view.filter === chip.dataset.filter));
  }
}

function showFilters(report) {
  const view = report.view;
  const chip = (filter) => make("button", { type: "button", "data-filter": filter, onclick: () => { view.filter = filter; showItems(report); } });
  by("chips").replaceChildren(...FILTERS.map(chip));
  const titles = [...new Set(report.items.map((item) => item.section).filter(Boolean))];
  by("section").replaceChildren(make("option", { value: "" }, word("everySection")), ...titles.map((title) => make("option", { value: title }, shown(title))));
  by("section").value = view.section;
  by("search").value = view.search;
}
