// Elements, storage and long lists: what the other parts build with. Text only ever becomes text.
const by = (id) => document.getElementById(id);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

const kept = {
  read(key) {
    try { return JSON.parse(localStorage.getItem(`llm-extract:${key}`)); } catch { return null; }
  },
  write(key, data) {
    try { localStorage.setItem(`llm-extract:${key}`, JSON.stringify(data)); } catch { notify(word("notSaved", "localStorage"), { stays: true }); }
  },
};

// What is lost unless somebody acts on it stays until the next word.
let noticing = 0;
function notify(text, { stays = false } = {}) {
  by("notice").textContent = text;
  clearTimeout(noticing);
  if (!stays) noticing = setTimeout(() => { by("notice").textContent = ""; }, 4000);
}

function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// A container whose parts are built when they come near; `height` is a guess in pixels for one.
const EAGER = 60;
function lazily(container, count, build, height) {
  const shells = [];
  const built = new Set();
  const watch = new IntersectionObserver((seen) => {
    for (const each of seen) if (each.isIntersecting) show(Number(each.target.dataset.part));
  }, { root: container, rootMargin: "1200px" });
  function show(at, again = false) {
    if (at < 0 || at >= count || (built.has(at) && !again)) return shells[at];
    built.add(at);
    watch.unobserve(shells[at]);
    shells[at].replaceChildren(...build(at));
    shells[at].style.minHeight = "";
    return shells[at];
  }
  for (let at = 0; at < count; at++) shells.push(make("div", { "data-part": at }));
  container.replaceChildren(...shells);
  container.scrollTop = 0;
  shells.forEach((shell, at) => {
    if (count <= EAGER) return show(at);
    shell.style.minHeight = `${height(at)}px`;
    return watch.observe(shell);
  });
  return {
    show,
    again: (at) => built.has(at) && show(at, true),
    all: () => shells.forEach((_, at) => show(at)),
    end: () => watch.disconnect(),
  };
}
