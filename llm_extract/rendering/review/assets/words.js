// What the interface says, in both languages; a report's own words are never among these.
const WORDS = {
  en: {
    index: "Index", who: "Reviewer", exportCorrections: "Export corrections", exportLabels: "Export labels",
    load: "Load corrections", worstFirst: "The neediest first.", report: "Report", reports: "Reports", manyReports: "{0} reports", year: "Year",
    form: "Form", errors: "errors", corrected: "corrected", overYears: "Over the years",
    overYearsHint: "Each dot is a report; the scale is logarithmic, outliers are larger and red.",
    outline: "Outline", addSelected: "Add a value here", section: "Section", search: "Search", everySection: "all",
    theReport: "report", theText: "text of the report", theValues: "values", theList: "list", filter: "filter",
    keys: "j k next, previous · a accept · e edit · d dispute · u undo · / search",
    all: "All", disputed: "disputed", unsupported: "unsupported", unclaimed: "unclaimed", open: "To do",
    findings: "Findings", confirmed: "confirmed", supported: "supported", progress: "{0} of {1} reviewed",
    reported: "reported", zero_by_negation: "zero by negation", blank: "blank", not_applicable: "not applicable",
    not_mentioned: "not mentioned", derived: "derived", unrecoverable: "unrecoverable",
    exact: "exact", about: "about", at_least: "at least", at_most: "at most", approximation: "Approximation",
    accept: "Accept", change: "Edit", withdraw: "Not stated", dispute: "Dispute", undo: "Undo", save: "Save",
    cancel: "Cancel", value: "Value", unit: "Unit", state: "State", place: "Place", note: "Note",
    indicator: "Indicator", useSelection: "Use selected text", witnesses: "Witnesses", machine: "Machine",
    table: "table", narrative: "narrative", error: "error", warning: "warning", info: "info",
    accepted: "accepted", changed: "changed", withdrawn: "not stated", added: "added", disputedByYou: "disputed by reviewer",
    noSelection: "Select the words in the report first.", noNumber: "This state needs a number.",
    noIndicator: "Choose an indicator from the list.", alreadyThere: "This indicator has a value; edit it instead.",
    otherReport: "These corrections belong to another result.", loaded: "{0} corrections loaded.", outdated: "{0} stored corrections do not fit this result and are left out.", unreadable: "This is no file of corrections.",
    saved: "Saved.", notSaved: "Not saved: {0}", nothing: "Nothing here.", noQuantity: "no value claims this number", subject: "speaks of",
    earlier: "{0} corrections applied earlier", against: "{0} against {1}", characters: "{0} characters",
  },
  zh: {
    index: "目录", who: "审核人", exportCorrections: "导出更正", exportLabels: "导出标注", load: "载入更正",
    worstFirst: "最需要复核的排在最前。", report: "报告", reports: "报告数", manyReports: "{0} 份报告", year: "年度", form: "表式", errors: "错误", corrected: "已更正",
    overYears: "历年数值", overYearsHint: "每点为一份报告；纵轴为对数，离群点较大并标红。", outline: "大纲", addSelected: "在此添加数值",
    section: "章节", search: "搜索", everySection: "全部", theReport: "报告", theText: "报告原文", theValues: "数值", theList: "列表", filter: "筛选",
    keys: "j k 下一条/上一条 · a 接受 · e 修改 · d 存疑 · u 撤销 · / 搜索",
    all: "全部", disputed: "有争议", unsupported: "无依据", unclaimed: "未认领", open: "待复核", findings: "检查结果",
    confirmed: "已印证", supported: "有依据", progress: "已复核 {0} / {1}", reported: "已报告", zero_by_negation: "否定为零",
    blank: "空白", not_applicable: "不适用", not_mentioned: "未提及", derived: "推导", unrecoverable: "无法恢复",
    exact: "精确", about: "约", at_least: "至少", at_most: "至多", approximation: "近似",
    accept: "接受", change: "修改", withdraw: "未载明", dispute: "存疑", undo: "撤销", save: "保存", cancel: "取消",
    value: "数值", unit: "单位", state: "状态", place: "位置", note: "备注", indicator: "指标", useSelection: "采用所选文字",
    witnesses: "来源", machine: "机器结果", table: "表格", narrative: "正文", error: "错误", warning: "警告", info: "提示",
    accepted: "已接受", changed: "已修改", withdrawn: "未载明", added: "已添加", disputedByYou: "审核人存疑",
    noSelection: "请先在原文中选取文字。", noNumber: "此状态需要数值。", noIndicator: "请从列表中选择指标。",
    alreadyThere: "该指标已有数值，请直接修改。", otherReport: "这些更正属于另一份结果。", loaded: "已载入 {0} 条更正。", outdated: "{0} 条已存更正与此结果不符，未采用。", unreadable: "此文件不是更正文件。",
    saved: "已保存。", notSaved: "未保存：{0}", nothing: "没有内容。", noQuantity: "没有数值认领此数字", subject: "所述", earlier: "此前已应用 {0} 条更正",
    against: "{0} 对 {1}", characters: "{0} 字",
  },
};
let language = (navigator.language || "en").startsWith("zh") ? "zh" : "en";

function word(key, ...parts) {
  const said = WORDS[language][key] ?? key;
  return parts.reduce((text, part, at) => text.replace(`{${at}}`, () => String(part)), said);
}

function translate() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = word(each.dataset.word);
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", word(each.dataset.label));
  const other = by("language");
  other.textContent = language === "zh" ? "English" : "中文";
  other.lang = language === "zh" ? "en" : "zh";
}
