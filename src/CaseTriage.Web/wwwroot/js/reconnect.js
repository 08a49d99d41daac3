// How the page comes back: Blazor tries by itself; where the server has forgotten the circuit, the page loads anew at the same address.
const dialog = document.getElementById("components-reconnect-modal");
const again = document.getElementById("components-reconnect-button");

async function retry() {
  try {
    if (!(await Blazor.reconnect())) location.reload();
  } catch {
    setTimeout(retry, 2000);
  }
}

dialog.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  if (detail.state === "show" && !dialog.open) dialog.showModal();
  if (detail.state === "hide") dialog.close();
  if (detail.state === "failed") setTimeout(retry, 2000);
  if (detail.state === "rejected") location.reload();
});
again.addEventListener("click", retry);
