// What only the browser can do: preferences, keys, the clipboard, focus.
const year = 60 * 60 * 24 * 365;
const setCookie = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`; };
const savedScheme = () => document.cookie.match(/(?:^|; )casetriage\.scheme=(light|dark)/)?.[1] ?? "auto";
const isDark = (scheme) => scheme === "dark" || (scheme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);

export function start() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  const scheme = savedScheme();
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC", scheme, isDark: isDark(scheme) };
}

export function ready() {
  document.body.dataset.ready = "true";
  if (location.hash) followHash(50);
}

// A pasted link may point at a finding that is yet to be read.
function followHash(tries) {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) {
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  } else if (tries > 0) {
    setTimeout(followHash, 100, tries - 1);
  }
}

export function setScheme(scheme) {
  setCookie("casetriage.scheme", scheme);
  document.documentElement.dataset.scheme = isDark(scheme) ? "dark" : "light";
  return isDark(scheme);
}

export function setLanguage(language) {
  setCookie(".AspNetCore.Culture", encodeURIComponent(`c=${language}|uic=${language}`));
  location.reload();
}

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
const isVisible = (element) => element.getClientRects().length > 0;

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    if (document.querySelector(".mud-overlay, .mud-popover-open")) return;
    document.querySelector("[data-close-panel]")?.click();
    return;
  }
  if (isTyping(event.target) || document.querySelector(".mud-dialog")) return;
  const act = { j: () => move(1), k: () => move(-1), e: openEvidence, o: openText, "?": () => document.querySelector("[data-help]")?.click(), "/": () => document.querySelector("[data-search] input, input[data-search]")?.focus() }[event.key];
  if (act) {
    act();
    event.preventDefault();
  } else if (event.key === "Enter" && event.target.matches("[data-finding]")) {
    openEvidence();
    event.preventDefault();
  }
}

function move(by) {
  const findings = [...document.querySelectorAll("[data-finding], [data-message]")].filter(isVisible);
  const at = findings.indexOf(document.activeElement?.closest("[data-finding], [data-message]"));
  const next = findings[at < 0 ? (by > 0 ? 0 : findings.length - 1) : Math.min(Math.max(at + by, 0), findings.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function openEvidence() {
  document.activeElement?.closest("[data-finding], [data-message]")?.querySelector("a[data-evidence]")?.click();
}

function openText() {
  const text = document.activeElement?.closest("[data-message]")?.querySelector("details");
  if (text) text.open = !text.open;
}

let opener = null;

export function panelOpened(panel) {
  const active = document.activeElement;
  if (active && !panel.contains(active)) opener = active;
  panel.focus({ preventScroll: true });
  panel.querySelector("[data-hit]")?.scrollIntoView({ block: "center" });
}

// A new reading of the case may have drawn the link anew while the panel was open: then its successor gets the focus.
export function panelClosed() {
  const successor = opener?.isConnected ? opener : [...document.querySelectorAll("a[data-evidence]")].find(link => link.href === opener?.href);
  successor?.focus({ preventScroll: true });
  opener = null;
}

async function onClick(event) {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await (button.dataset.copyTable ? copyTable(button.dataset.copy) : copy(button.dataset.copy));
  button.dataset.copied = "true";
  button.querySelector("[data-copied-text]")?.removeAttribute("hidden");
  setTimeout(() => {
    delete button.dataset.copied;
    button.querySelector("[data-copied-text]")?.setAttribute("hidden", "");
  }, 2000);
}

// As text for an editor, and as a table for a spreadsheet or a mail; the style keeps a spreadsheet from reckoning with a cell such as +08:00.
async function copyTable(text) {
  if (!navigator.clipboard || !window.ClipboardItem) return copy(text);
  const table = document.createElement("table");
  for (const line of text.trimEnd().split("\n")) {
    const row = table.insertRow();
    for (const cell of line.split("\t")) {
      const at = row.insertCell();
      at.textContent = cell;
      at.setAttribute("style", 'mso-number-format:"\\@"');
    }
  }
  const blob = (value, type) => new Blob([value], { type });
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob(text, "text/plain"), "text/html": blob(table.outerHTML, "text/html") })]);
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
