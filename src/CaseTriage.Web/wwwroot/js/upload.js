// Sends files and folders, three at a time, and tells how far they are four times a second. Paths go as labels only.
const atOnce = 3;
const mostFiles = 20000;
// A message through the circuit holds 32 KiB at most.
const rowsPerReport = 25;
const shownPathLength = 200;

export function attach(root, dotnet, url) {
  const uploads = new Map();
  const waiting = [];
  const changed = new Set();
  let sending = 0;
  let nextId = 1;
  let timer = null;
  let depth = 0;
  let isDetached = false;

  const report = () => {
    timer = null;
    if (isDetached) return;
    const ids = [...changed].slice(0, rowsPerReport);
    ids.forEach((id) => changed.delete(id));
    dotnet.invokeMethodAsync("Report", ids.map((id) => uploads.get(id).row)).catch(() => {
      ids.forEach((id) => changed.add(id));
      timer ??= setTimeout(report, 2000);
    });
    if (changed.size > 0) timer ??= setTimeout(report, 250);
  };
  const set = (id, values) => {
    Object.assign(uploads.get(id).row, values);
    changed.add(id);
    timer ??= setTimeout(report, 250);
  };

  const add = (file, path) => {
    if (uploads.size >= mostFiles) return;
    const id = nextId++;
    uploads.set(id, { file, path, row: { id, path: path.slice(-shownPathLength), size: file.size, sent: 0, state: "waiting", error: 0 } });
    set(id, {});
    waiting.push(id);
    pump();
  };
  const pump = () => {
    while (sending < atOnce && waiting.length > 0) send(waiting.shift());
  };
  const send = (id) => {
    const { file, path, row } = uploads.get(id);
    sending++;
    set(id, { state: "sending", sent: 0, error: 0 });
    const request = new XMLHttpRequest();
    request.open("POST", `${url}?fileName=${encodeURIComponent(path)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => set(id, { sent: event.loaded });
    request.onloadend = () => {
      sending--;
      const isStored = request.status === 202;
      set(id, isStored ? { state: "done", sent: row.size } : { state: "failed", error: request.status });
      pump();
    };
    request.send(file);
  };

  const pick = (event) => {
    for (const file of event.target.files) add(file, file.webkitRelativePath || file.name);
    event.target.value = "";
  };
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const enter = (event) => { if (hasFiles(event) && depth++ === 0) root.classList.add("ct-drop-over"); };
  const leave = (event) => { if (hasFiles(event) && --depth <= 0) { depth = 0; root.classList.remove("ct-drop-over"); } };
  const over = (event) => { if (hasFiles(event)) event.preventDefault(); };
  const drop = async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    root.classList.remove("ct-drop-over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (entries.length === 0) {
      for (const file of event.dataTransfer.files) add(file, file.name);
    }
    await walk(entries, add);
  };

  const inputs = [...root.querySelectorAll("input[type=file]")];
  inputs.forEach((input) => input.addEventListener("change", pick));
  // On a slow line files may have been chosen before this module came.
  inputs.filter((input) => input.files.length > 0).forEach((input) => pick({ target: input }));
  const onPage = { dragenter: enter, dragleave: leave, dragover: over, drop };
  for (const [name, handler] of Object.entries(onPage)) document.addEventListener(name, handler);

  return {
    retry(id) {
      waiting.push(id);
      pump();
    },
    // What is on its way goes on; only nobody is told any more.
    detach() {
      isDetached = true;
      for (const [name, handler] of Object.entries(onPage)) document.removeEventListener(name, handler);
      clearTimeout(timer);
    },
  };
}

// Depth by a list, not by calls; a directory hands out its entries in portions of a hundred.
async function walk(entries, add) {
  const open = [...entries];
  while (open.length > 0) {
    const entry = open.shift();
    if (entry.isFile) {
      const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
      if (file) add(file, entry.fullPath.replace(/^\//, ""));
      continue;
    }
    const reader = entry.createReader();
    for (;;) {
      const portion = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
      if (portion.length === 0) break;
      open.push(...portion);
    }
  }
}
