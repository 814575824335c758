"use strict";
// Text is only ever set as text: the policy forbids everything else.
const root = document.documentElement, one = (s, at = document) => at.querySelector(s), all = (s, at = document) => [...at.querySelectorAll(s)];
const STEP = 10; // documents shown at once

// memory: a browser may refuse it to files
const memory = {
  get(name) { try { return localStorage.getItem("taoxi-" + name); } catch { return null; } },
  set(name, value) { try { localStorage.setItem("taoxi-" + name, value); } catch { /* not kept */ } },
};

// language and theme
const say = (english, chinese) => (root.dataset.lang === "zh" ? chinese : english);
function speak(lang) {
  root.dataset.lang = lang;
  root.lang = lang === "zh" ? "zh-Hans" : "en";
  for (const node of all("[data-en]")) {
    if (node.tagName === "INPUT") node.placeholder = node.dataset[lang];
    else node.textContent = node.dataset[lang];
  }
  for (const node of all("[data-en-label]")) node.setAttribute("aria-label", lang === "zh" ? node.dataset.zhLabel : node.dataset.enLabel);
  press("lang", lang);
}
function paint(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  press("theme", theme);
}
function press(kind, value) {
  for (const button of all(`[data-switch=${kind}] button`)) button.setAttribute("aria-pressed", String(button.value === value));
}
// at once, before anything is painted
const tongue = memory.get("lang") || ((navigator.languages || [navigator.language])[0] || "").toLowerCase().slice(0, 2);
speak(tongue === "zh" ? "zh" : "en");
paint(["light", "dark"].includes(memory.get("theme")) ? memory.get("theme") : "auto");
root.classList.add("js");

document.addEventListener("DOMContentLoaded", () => {
  for (const button of all("[data-switch] button")) {
    button.addEventListener("click", () => {
      const kind = button.closest("[data-switch]").dataset.switch;
      (kind === "lang" ? speak : paint)(button.value);
      memory.set(kind, button.value);
      if (kind === "lang") { filter(); count(); }
    });
  }

  // filters
  const docs = all(".doc"), form = one(".filters"), status = one(".status"), next = one(".next");
  const texts = new Map(); // document -> [lower-case head, [[line, its lower-case text]]]
  function textsOf(doc) {
    if (!texts.has(doc)) texts.set(doc, [one("header", doc).textContent.toLowerCase(), all("li", doc).map((li) => [li, li.textContent.toLowerCase()])]);
    return texts.get(doc);
  }
  let found = docs, shown = STEP;
  function fits(doc, words) {
    const rule = one("#rule").value, site = one("#site").value, doubt = one("#doubt").value;
    if (rule && !doc.dataset.rules.split(" ").includes(rule)) return false;
    if (site !== "*" && doc.dataset.site !== site) return false;
    if (doubt && !doc.dataset.doubts.includes("|" + doubt + "|")) return false;
    if (!words) return true;
    const [head, lines] = textsOf(doc);
    return head.includes(words) || lines.some(([, text]) => text.includes(words));
  }
  function filter() {
    const words = one("#find").value.trim().toLowerCase(), rule = one("#rule").value;
    for (const li of all("li.hit")) li.classList.remove("hit");
    found = docs.filter((doc) => fits(doc, words));
    for (const doc of found) {
      if (words) for (const [li, text] of textsOf(doc)[1]) if (text.includes(words)) li.classList.add("hit");
      if (rule) for (const sign of all("small", doc)) if (sign.textContent === rule) sign.closest("li").classList.add("hit");
    }
    shown = STEP;
    show();
    status.textContent = found.length === docs.length
      ? say(`${docs.length} documents`, `${docs.length} 篇文档`)
      : say(`${found.length} of ${docs.length} documents fit`, `${docs.length} 篇中有 ${found.length} 篇符合`);
  }
  function show() {
    const seen = new Set(found.slice(0, shown));
    for (const doc of docs) doc.hidden = !seen.has(doc);
    one(".none").hidden = found.length > 0;
    next.hidden = found.length <= shown;
  }
  next.addEventListener("click", () => {
    const first = found[shown];
    shown += STEP;
    show();
    const head = one("h3", first);
    head.tabIndex = -1;
    head.focus();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target.id === "changed") one(".docs").classList.toggle("changed", event.target.checked);
    else filter();
  });
  form.addEventListener("reset", () => setTimeout(() => { one(".docs").classList.remove("changed"); filter(); }));
  for (const link of all("a[data-filter]")) {
    link.addEventListener("click", () => {
      form.reset();
      const field = one("#" + link.dataset.filter);
      field.value = link.dataset.value;
      if (field.selectedIndex < 0) field.selectedIndex = 0;
      setTimeout(filter, 1); // once the reset is through
      one("#documents").focus();
    });
  }

  // marks
  const NAME = document.body.dataset.report;
  let marks = new Map(); // pattern -> "keep" or "drop"
  try { marks = new Map(JSON.parse(memory.get("marks-" + NAME)) || []); } catch { /* none yet */ }
  const wanted = (li) => (li.classList.contains("dropped") || li.classList.contains("cut") ? "keep" : "drop");
  for (const doc of docs) {
    for (const li of all("li[data-like]", doc)) {
      const button = document.createElement("button"), number = document.createElement("span");
      button.type = "button";
      button.tabIndex = -1;
      for (const [lang, text] of [["en", "wrong"], ["zh", "有误"]]) {
        const span = document.createElement("span");
        span.className = lang;
        span.textContent = text;
        button.append(span);
      }
      number.className = "unseen";
      number.textContent = " " + one(".no", li).textContent;
      button.append(number);
      li.append(button);
    }
    const first = one("li button", doc);
    if (first) first.tabIndex = 0;
  }
  function count() {
    for (const li of all("li[data-like]")) {
      const is = marks.get(li.dataset.like) === wanted(li);
      li.classList.toggle("wrong", is);
      one("button", li).setAttribute("aria-pressed", String(is));
    }
    const bar = one(".marks");
    bar.hidden = marks.size === 0;
    one(".sum").textContent = String(marks.size);
    one("dialog pre").textContent = settings();
  }
  function settings() {
    const lists = ["keep", "drop"].map((kind) => [kind, [...marks].filter(([, how]) => how === kind).map(([like]) => like).sort()]);
    const rows = lists.filter(([, likes]) => likes.length)
      .map(([kind, likes]) => `${kind} = [\n${likes.map((like) => `  ${JSON.stringify(like)},\n`).join("")}]\n`);
    return say("# lines marked in a report of taoxi; searched in a line's key\n", "# 在 taoxi 报告中标记的行；在行的键中搜索\n") + rows.join("");
  }
  one(".docs").addEventListener("click", (event) => {
    const button = event.target.closest("li button");
    if (!button) return;
    const li = button.closest("li"), like = li.dataset.like;
    if (marks.get(like) === wanted(li)) marks.delete(like);
    else marks.set(like, wanted(li));
    memory.set("marks-" + NAME, JSON.stringify([...marks]));
    count();
  });
  one(".docs").addEventListener("keydown", (event) => {
    const button = event.target.closest("li button");
    if (!button || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const buttons = all("li button", button.closest(".doc")).filter((each) => each.offsetParent !== null);
    const other = buttons[buttons.indexOf(button) + (event.key === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    if (!other) return;
    button.tabIndex = -1;
    other.tabIndex = 0;
    other.focus();
  });
  one(".forget").addEventListener("click", () => { marks.clear(); memory.set("marks-" + NAME, "[]"); count(); one("#documents").focus(); });
  for (const button of all(".download")) {
    button.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([settings()], { type: "application/toml" }));
      link.download = "taoxi.toml";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }
  const dialog = one("dialog");
  one(".look").addEventListener("click", () => dialog.showModal());
  one(".close").addEventListener("click", () => dialog.close());

  // keys
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select, dialog") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      one("#find").focus();
    } else if (event.key === "Escape" && event.target.closest(".filters")) {
      form.reset();
    }
  });

  for (const node of [one(".switches"), form, one(".keys")]) node.hidden = false;
  speak(root.dataset.lang);
  paint(root.dataset.theme || "auto");
  filter();
  count();
});
