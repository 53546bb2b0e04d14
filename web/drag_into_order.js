// Lets the rows of a list be dragged into another order by their grips, with mouse or finger, and a button of a row keep
// the focus where that moves. The page inserts this (ui/components/workshop_agenda.py) and hears in a field of its own,
// which nobody sees, what went where: "s1.3 0".
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

  // A row that moves is at times drawn anew with its buttons: the keyboard then goes on where it was, or where a button
  // has reached the end, at another of its row.
  let pressed = null;
  const keyOf = (element) => [...element.classList].find((name) => name.startsWith("st-key-"));
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(`.st-key-workshop-order ${ROW} button`);
    pressed = button && [button.closest('[class*="st-key-"]'), button.closest(ROW)].map(keyOf);
  });
  new MutationObserver(() => {
    const held = document.activeElement;
    if (!pressed || (held !== document.body && !held.disabled)) return;
    pressed
      .map((key) => document.querySelector(`.${CSS.escape(key)} button:enabled`))
      .find(Boolean)
      ?.focus();
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
})();
