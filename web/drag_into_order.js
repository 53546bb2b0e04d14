// Lets the rows of a list be dragged into another order by their grips, with mouse or finger. The page inserts this
// (ui/components/workshop_agenda.py) and hears in a field of its own, which nobody sees, what went where: "s1.3 0".
(() => {
  const whole = document.documentElement;
  if (whole.hasAttribute("data-drags")) return; // once for each tab: what follows listens to the whole document
  whole.setAttribute("data-drags", "");
  const ROW = '[class*="st-key-workshop-row-"]';
  let dragged = null;

  const rows = () => [...document.querySelectorAll(`.st-key-workshop-order ${ROW}`)];

  // The place where the row would go: behind all others whose grip is above the pointer.
  const placeAt = (y) =>
    rows().filter((row) => {
      const { top, height } = row.querySelector(".grip").getBoundingClientRect();
      return row !== dragged.row && top + height / 2 < y;
    }).length;

  const mark = (place) => {
    const others = rows().filter((row) => row !== dragged?.row);
    rows().forEach((row) => row.removeAttribute("data-drop"));
    if (place !== null) (others[place] ?? others.at(-1))?.setAttribute("data-drop", others[place] ? "above" : "below");
  };

  const end = () => {
    dragged?.row.removeAttribute("data-dragged");
    mark(null);
    dragged = null;
  };

  const tell = (text) => {
    const field = document.querySelector(".st-key-workshop-dragged input");
    // React hears only what is set past its own property.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  };

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest?.(".grip");
    const row = grip?.closest(ROW);
    if (!row || event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    dragged = { row, item: grip.dataset.item, from: rows().indexOf(row), moved: false };
    row.setAttribute("data-dragged", "");
  });
  document.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    dragged.moved = true;
    const place = placeAt(event.clientY);
    mark(place === dragged.from ? null : place);
    rows().at(place)?.scrollIntoView({ block: "nearest" }); // a long list goes along
  });
  document.addEventListener("pointerup", (event) => {
    if (!dragged) return;
    const { item, from, moved } = dragged;
    const to = moved ? placeAt(event.clientY) : from;
    end();
    if (to !== from) tell(`${item} ${to}`);
  });
  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => event.key === "Escape" && end());
})();
