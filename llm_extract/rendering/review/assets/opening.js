// Opening a report or the index, and wiring the page.
const config = JSON.parse(by("config").textContent);
let current = null;

function open(number) {
  const data = by(`data-${number}`);
  by("review").hidden = !data;
  if (by("index")) by("index").hidden = Boolean(data);
  for (const id of ["progress", "who-label", "save", "labels", "load-label"]) by(id).hidden = !data;
  by("back").hidden = !(data && config.several) && !config.token && !config.back;
  if (config.queue) by("back").hidden = true;
  if (!data) return;
  const report = JSON.parse(data.textContent);
  report.view = { filter: "all", section: "", search: "" };
  report.history = [];
  gather(report);
  report.corrections = restored(report);
  current = report;
  reopen(report);
  by("text").scrollTop = 0;
}

function reopen(report) {
  document.title = report.name;
  by("name").textContent = report.name;
  by("adding").replaceChildren();
  addedItems(report);
  const { source, forms, characters } = report.document;
  by("about").textContent = [shown(source), forms.join(", "), word("characters", characters), `${report.run.provider} ${report.run.model ?? ""}`.trim(),
    report.applied.length && word("earlier", report.applied.length)].filter(Boolean).join(" · ");
  showText(report);
  showFilters(report);
  showItems(report);
}

function route() {
  const found = /^#report-(\d+)$/.exec(location.hash);
  if (!config.several) return current || open(0);
  if (found && by(`data-${found[1]}`)) return open(Number(found[1]));
  current = null;
  open(-1);
  document.title = by("name").textContent = word("manyReports", config.reports);
  return undefined;
}

function wire() {
  by("who").value = kept.read("who") ?? "";
  by("who").addEventListener("change", () => kept.write("who", by("who").value));
  by("text").addEventListener("click", (event) => current && clicked(current, event));
  document.addEventListener("keydown", (event) => current && pressed(current, event));
  document.addEventListener("selectionchange", () => { by("add").hidden = !current || !selected(); });
  by("add").addEventListener("click", () => { const place = selected(); openEditor(current, null, place && place.map(current.ruler.point)); });
  by("section").addEventListener("change", () => { current.view.section = by("section").value; showItems(current); });
  by("search").addEventListener("input", () => { current.view.search = by("search").value; showItems(current); });
  by("save").addEventListener("click", () => download("corrections.json", "application/json", `${JSON.stringify(asFile([current]), null, 2)}\n`));
  by("labels").addEventListener("click", () => download("labels.toml", "application/toml", labels(current)));
  by("load").addEventListener("change", () => { if (by("load").files[0]) load(current, by("load").files[0]); by("load").value = ""; });
  by("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    kept.write("language", language);
    translate();
    if (current) reopen(current);
    else route();
  });
  by("back").addEventListener("click", async (event) => {
    if (!config.token || !current) return;
    event.preventDefault();
    await flush(current);
    location.assign(by("back").href);
  });
  addEventListener("pagehide", () => { if (config.token && current) flush(current, true); });
  addEventListener("hashchange", route);
  addEventListener("beforeprint", () => { if (current) printed(current); });
}

if (WORDS[kept.read("language")]) language = kept.read("language");
wire();
translate();
route();
document.documentElement.dataset.ready = "";
