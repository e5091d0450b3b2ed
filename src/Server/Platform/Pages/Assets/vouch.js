// The pages' only script of their own: everything it does has another way without it.
(() => {
  "use strict";

  // The search for everything, and the list of keys: dialogs of the browser's own, which keep the focus and give it back.
  const palette = document.getElementById("palette");
  const keys = document.getElementById("shortcuts");
  const isField = element => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  function openDialog(dialog) {
    for (const other of document.querySelectorAll("dialog[open]")) other.close();
    dialog.showModal();
    if (dialog === palette) {
      field.select();
      look();
    }
  }

  document.addEventListener("keydown", event => {
    if (!palette || event.altKey || event.isComposing) return;
    const isCommand = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k";
    const isPlain = !event.ctrlKey && !event.metaKey && !isField(event.target);
    const dialog = isCommand || (isPlain && event.key === "/") ? palette : isPlain && event.key === "?" ? keys : null;
    if (!dialog) return;
    event.preventDefault();
    if (!dialog.open) openDialog(dialog);
  });
  document.addEventListener("click", event => {
    const door = event.target.closest("[data-open]");
    const dialog = door && document.getElementById(door.dataset.open);
    // A link opened in another tab goes to the page of its own.
    if (dialog?.showModal && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openDialog(dialog);
    }
    if (event.target.closest("[data-close]") || event.target.matches("dialog.palette")) event.target.closest("dialog")?.close();
  });

  // Arrow keys go through the options while the focus stays in the field; what is chosen is told by its id.
  const field = document.getElementById("palette-field");
  const pages = palette ? [...palette.querySelectorAll("#palette-pages [role=option]")] : [];
  let numbered = 0;
  const shown = () => [...palette.querySelectorAll("[role=option]")].filter(option => !option.closest("[hidden]"));

  function choose(option = null) {
    for (const old of palette.querySelectorAll("[aria-selected=true]")) old.setAttribute("aria-selected", "false");
    if (!option) {
      field.removeAttribute("aria-activedescendant");
      return;
    }
    option.id ||= "option-" + ++numbered;
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  // The first thing found is chosen, so that Enter opens it; the lists that look everywhere come only by hand.
  function look() {
    const typed = field.value.trim().toLowerCase();
    for (const page of pages) page.hidden = !page.textContent.toLowerCase().includes(typed);
    document.getElementById("palette-pages").hidden = pages.every(page => page.hidden);
    const things = shown().filter(option => !option.matches(".palette-more"));
    const said = document.getElementById("palette-said");
    palette.querySelector(".palette-none").hidden = things.length > 0;
    said.textContent = !typed ? "" : things.length === 0 ? said.dataset.none : things.length === 1 ? said.dataset.one : said.dataset.many.replace("#", things.length);
    field.setAttribute("aria-expanded", String(shown().length > 0));
    choose(typed ? things[0] : null);
  }

  field?.addEventListener("input", () => {
    // What was found for the text before would be opened by mistake.
    document.getElementById("palette-found").replaceChildren();
    look();
  });
  document.addEventListener("htmx:afterSwap", event => {
    if (event.target.id === "palette-found") look();
  });
  document.addEventListener("htmx:beforeSwap", event => {
    // An answer for a text that has changed since, or a refusal, is not shown.
    const isOld = new URL(event.detail.xhr.responseURL || location.href).searchParams.get("q") !== field?.value;
    if (event.target.id === "palette-found" && (isOld || event.detail.xhr.status !== 200)) event.detail.shouldSwap = false;
  });
  field?.addEventListener("keydown", event => {
    const options = shown();
    const at = options.findIndex(option => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(options.at(at < 0 ? (step > 0 ? 0 : -1) : (at + step) % options.length));
    } else if (event.key === "Enter" && at >= 0 && !event.isComposing) {
      event.preventDefault();
      options[at].click();
    }
  });

  // What is still being computed is looked at again after so many seconds.
  const again = document.querySelector("[data-again]");
  if (again) setTimeout(() => location.reload(), again.dataset.again * 1000);

  async function copy(button) {
    const field = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      document.execCommand("copy");
    }
    const word = button.querySelector("span");
    const before = word.textContent;
    word.textContent = button.dataset.done;
    document.querySelector(`[data-copied="${button.dataset.copy}"]`).textContent = button.dataset.done;
    setTimeout(() => { word.textContent = before; }, 2000);
  }

  async function share(button) {
    try {
      await navigator.share({ title: button.dataset.title, text: button.dataset.text, url: button.dataset.share });
    } catch {
      // The person closed the sheet: nothing to do.
    }
  }

  document.addEventListener("click", event => {
    const copying = event.target.closest("[data-copy]");
    if (copying) copy(copying);
    // Ticks every box of a name, or none when all were; without script the link loads the page with all of them ticked.
    const ticking = event.target.closest("[data-tick]");
    if (ticking) {
      event.preventDefault();
      const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${ticking.dataset.tick}"]`)];
      const all = boxes.every(box => box.checked);
      for (const box of boxes) box.checked = !all;
    }
    const sharing = event.target.closest("[data-share]");
    if (sharing) share(sharing);
    // An open question closes when one clicks elsewhere.
    for (const open of document.querySelectorAll("details.confirm[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    for (const open of document.querySelectorAll("details.confirm[open]")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", event => {
    if (event.target.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (event.target.method === "post" && !event.submitter?.formTarget) event.target.dataset.sent = "yes";
  });

  // What is typed is shown beside it, in a frame, after a short pause.
  let typing;
  document.addEventListener("input", event => {
    const form = event.target.form;
    if (!form?.dataset.live) return;
    clearTimeout(typing);
    typing = setTimeout(() => form.checkValidity() && form.requestSubmit(form.querySelector("[formtarget]")), 400);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  // A one-time token comes behind the "#", where neither server logs nor mail scanners see it, and goes into the form.
  const token = document.querySelector("input[data-from-fragment]");
  if (token && location.hash.length > 1) {
    token.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
  }

  // A token that the shop itself signed needs no second press.
  if (token && token.value && token.form.dataset.atOnce) token.form.requestSubmit();

  // What one shares says openly that the sender is rewarded: taken out, it comes back.
  document.addEventListener("change", event => {
    const must = event.target.dataset.shareText;
    if (must && !event.target.value.includes(must)) event.target.value = event.target.value.trimEnd() + "\n" + must;
  });

  document.addEventListener("click", event => {
    if (event.target.closest("[data-print]")) window.print();
  });
  for (const button of document.querySelectorAll("[data-print][hidden]")) button.hidden = false;

  // The widget as shops have it, beside its switches.
  const parts = document.querySelector("[data-widget]");
  if (parts) {
    import("/widget.mjs").then(({ mount }) => {
      const widget = mount({ key: "", preview: parts.dataset.widget });
      for (const button of document.querySelectorAll("[data-widget-popup]")) button.addEventListener("click", () => widget.purchased());
    });
  }

  if (navigator.share) {
    for (const button of document.querySelectorAll("[data-share][hidden]")) button.hidden = false;
  }
  document.documentElement.classList.add("scripted");
})();
