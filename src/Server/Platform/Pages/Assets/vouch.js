// The pages' only script of their own: everything it does has another way without it.
(() => {
  "use strict";

  // "/" goes to the search field, as in many places where one works with the keyboard.
  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const field = document.querySelector("input[type=search]");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
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
