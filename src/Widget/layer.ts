import { closer, copyButton, gift, join, type Code, type Shop } from "./parts";
import { fill, h } from "./dom";
import { close, isClosed, recall } from "./memory";
import type { Events } from "./types";

export type Emit = <K extends keyof Events>(event: K, detail: Events[K]) => void;

/** What lies over the page: the tab, the bar and the dialog. */
export class Layer {
  private readonly place = h("div", { class: "over" });
  private readonly tab: HTMLElement;
  private readonly bar = h("div", { class: "bar", role: "region", hidden: true });
  private readonly stage = h("div", {});

  constructor(private readonly shop: Shop, private readonly emit: Emit) {
    this.tab = this.makeTab();
    fill(this.place, shop.config.language, "", this.tab, this.bar, this.stage);
    document.body.append(this.place);
    this.show();
  }

  makeTab(): HTMLElement {
    return h("button", { class: "tab m", type: "button", click: () => this.open() }, gift(), this.shop.say("tab"));
  }

  open(): Promise<void> {
    return this.dialog("join.title", null, this.shop.options.customerToken);
  }

  async purchased(email?: string, token?: string): Promise<void> {
    if (this.shop.config.placements.popup && !isClosed("popup")) {
      await this.dialog("popup.title", h("p", {}, this.shop.say("popup.text")), token ?? this.shop.options.customerToken, email, "popup");
    }
  }

  /** The tab, or in its place the bar where the visitor has a code. Where the page asks itself, or is the checkout, no tab. */
  show(): void {
    this.tab.hidden = !this.shop.config.placements.tab || !!this.shop.options.preview || !!document.querySelector("vouch-join,vouch-invited");
    if (this.shop.config.placements.reminder && recall("vouch_coupon") && this.bar.hidden && !isClosed("reminder")) void this.remind();
  }

  private async remind(): Promise<void> {
    const known = await this.shop.look(recall("vouch_coupon"));
    if (!known) return;
    this.fillBar(this.bar, known, () => {
      close("reminder");
      this.bar.hidden = true;
      this.show();
    });
    this.bar.hidden = false;
    this.tab.hidden = true;
  }

  fillBar(bar: HTMLElement, known: Code, away: () => void): void {
    const { shop } = this;
    const { code } = known;
    const [before, after] = shop.say("reminder", { headline: known.headline }).split("{code}");
    const apply = shop.options.couponUrl?.replace("{code}", encodeURIComponent(code));
    const emit = () => this.emit("coupon", { code });
    const field = () => {
      const made = h("input", { value: code, readonly: true });
      bar.append(made);
      setTimeout(() => made.remove());
      return made;
    };
    const text = h("p", {}, before, h("b", { dir: "ltr" }, code), after, known.left && ` · ${known.left}`);
    bar.setAttribute("aria-label", text.textContent ?? "");
    bar.replaceChildren(text, apply ? h("a", { class: "b m", href: apply, click: emit }, shop.say("invited.button"))
      : copyButton(shop, field, emit), closer(shop, away));
  }

  private async dialog(title: string, under: HTMLElement | null, token?: string, email?: string, once?: string): Promise<void> {
    const { shop } = this;
    const heading = h("h2", { id: "title", tabindex: "-1", autofocus: true }, shop.say(title));
    const box = h("dialog", { role: "dialog", "aria-labelledby": "title", "aria-modal": "true" });
    const inside = await join(shop, null, token, email);
    box.append(h("div", { class: "s in" }, heading, under, inside), closer(shop, () => box.close()));
    box.addEventListener("click", event => event.target === box && box.close());
    box.addEventListener("keydown", event => keepInside(event, box));
    box.addEventListener("close", () => {
      if (once) close(once);
      box.remove();
    });
    this.stage.replaceChildren(box);
    box.showModal();
  }
}

// Browsers let the focus go on to their own bars; here it goes round.
function keepInside(event: KeyboardEvent, box: HTMLElement): void {
  if (event.key !== "Tab") return;
  const all = [...box.querySelectorAll<HTMLElement>("a,button:not(:disabled),input")];
  const at = all.indexOf((box.getRootNode() as ShadowRoot).activeElement as HTMLElement);
  const next = event.shiftKey ? (at > 0 ? null : all.at(-1)) : at === all.length - 1 ? all[0] : null;
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
