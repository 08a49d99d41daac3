// Choosing a stretch of time in the chart: a click takes one bar, a drag takes all bars between its ends.
export function attach(plot, dotnet) {
  let start = null;
  let end = null;

  const count = () => Number(plot.dataset.columns);
  const barAt = (event) => {
    const box = plot.getBoundingClientRect();
    return Math.min(Math.max(Math.floor(((event.clientX - box.left) / box.width) * count()), 0), count() - 1);
  };
  const show = () => {
    const mark = plot.querySelector("[data-mark]");
    mark?.setAttribute("x", start === null ? 0 : Math.min(start, end));
    mark?.setAttribute("width", start === null ? 0 : Math.abs(end - start) + 1);
  };
  const clear = () => {
    start = end = null;
    show();
  };
  const onDown = (event) => {
    if (event.button !== 0) return;
    plot.setPointerCapture(event.pointerId);
    start = end = barAt(event);
    show();
  };
  const onMove = (event) => {
    if (start === null) return;
    end = barAt(event);
    show();
  };
  const onUp = (event) => {
    if (start === null) return;
    end = barAt(event);
    const [first, last] = [Math.min(start, end), Math.max(start, end)];
    clear();
    dotnet.invokeMethodAsync("ChooseAsync", first, last).catch(() => {});
  };

  plot.addEventListener("pointerdown", onDown);
  plot.addEventListener("pointermove", onMove);
  plot.addEventListener("pointerup", onUp);
  plot.addEventListener("pointercancel", clear);
  return {
    detach() {
      plot.removeEventListener("pointerdown", onDown);
      plot.removeEventListener("pointermove", onMove);
      plot.removeEventListener("pointerup", onUp);
      plot.removeEventListener("pointercancel", clear);
    },
  };
}
