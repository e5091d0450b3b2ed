import { copy, h, icon, type Child } from "./dom";
import type { Config, Options } from "./types";

export interface Me { link: string | null; code: string | null; progress: { label: string; value: string }[] }
export interface Code { code: string; headline: string; left: string | null }

export const cross = "M6 6l12 12M18 6L6 18";
const present = "M4 11h16v9H4zM3 7h18v4H3zM12 7v13M12 7c-2 0-5-.5-5-2.500S9.500 2.500 12 7c2.500-4.500 5-4.500 5-2.500S14 7 12 7";
const sheetOfPaper = "M9 9h11v11H9zM5 15H4V4h11v1";
const letter = "M3 6h18v12H3zM3 7l9 6 9-6";
const bubble = "M4 20l1.300-4A8 8 0 1 1 8 18.800zM9 9c0 3 3 6 6 6";
const upward = "M12 15V4M8 8l4-4 4 4M5 12v8h14v-8";

/** What the widget of one shop works with. */
export class Shop {
  constructor(readonly options: Options, readonly base: string, readonly config: Config) {}

  say(key: string, values: Record<string, string> = {}): string {
    return (this.config.texts[key] ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  }

  /** Asks of the widget's own addresses; null where the answer is no. */
  async ask<T>(path: string, token?: string): Promise<T | null> {
    const answer = await fetch(`${this.base}widget/${this.options.key}/${path}?lang=${this.config.language}`, {
      headers: token ? { Authorization: `Bearer ${token}` } : {}, credentials: "omit",
    });
    return answer.ok ? await answer.json() as T : null;
  }

  /** What a code brings; null where it is none, or cannot be asked for. */
  async look(code: string): Promise<Code | null> {
    if (this.options.preview) return { code, headline: this.config.offer?.headline ?? "", left: null };
    return this.ask<Code>("codes/" + encodeURIComponent(code)).catch(() => null);
  }

  send(path: string, body: object): Promise<Response> {
    return fetch(`${this.base}v1/${path}`, {
      method: "POST", body: JSON.stringify(body), keepalive: true, credentials: "omit",
      headers: { Authorization: `Bearer ${this.options.key}`, "Content-Type": "application/json" },
    });
  }
}

/** A form of one field, and after it the link or a word about the mail. With a token the shop says who it is. */
export async function join(shop: Shop, heading: Child, token?: string, email?: string): Promise<HTMLElement> {
  const me = token && !shop.options.preview ? await shop.ask<Me>("me", token) : null;
  if (me?.link && me.code) return h("div", { class: "s" }, heading, ...links(shop, me.link, me.code, token));
  const place = h("div", { class: "s" });
  // A token that the shop did not sign well is no token: whoever has none types an address.
  place.append(...form(shop, place, heading, me ? token : undefined, email));
  return place;
}

function form(shop: Shop, place: Element, heading: Child, token?: string, email?: string): HTMLElement[] {
  const address = h("input", {
    type: "email", name: "email", autocomplete: "email", maxlength: "254", value: email, "aria-describedby": "bad",
  });
  const tick = h("input", { type: "checkbox", name: "consent", "aria-describedby": "bad" });
  const bad = h("p", { class: "bad", id: "bad", role: "alert" });
  const button = h("button", { class: "m" }, shop.say("join.button"));
  const refuse = (field: HTMLElement | null, key: string) => {
    bad.textContent = shop.say(key);
    for (const each of [address, tick]) each.setAttribute("aria-invalid", String(each === field));
    field?.focus();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!token && !/^\S+@\S+\.\S+$/.test(address.value)) return refuse(address, "join.bad_email");
    if (shop.config.consent && !tick.checked) return refuse(tick, "join.consent_missing");
    refuse(null, "");
    button.disabled = true;
    try {
      const wish = { email: address.value, consent: tick.checked, locale: shop.config.language };
      const answer = shop.options.preview ? null
        : await shop.send("advocates", token ? { ...wish, email: undefined, customerToken: token } : wish);
      if (answer && !answer.ok) return refuse(answer.status === 400 ? address : null, answer.status === 400 ? "join.bad_email" : "join.failed");
      const made = answer?.status === 202 ? {} : await answer?.json() as { link?: string; code?: string } | undefined;
      const said = made?.link && made.code ? links(shop, made.link, made.code, token)
        : [h("p", { class: "said", role: "status", tabindex: "-1" }, shop.say("join.sent"))];
      place.replaceChildren(...(heading ? [heading as Node] : []), ...said);
      place.querySelector<HTMLElement>("input,[tabindex]")?.focus();
    } catch {
      refuse(null, "join.failed");
    } finally {
      button.disabled = false;
    }
  };
  return [h("form", { class: "s", novalidate: true, submit },
    heading, h("p", {}, shop.say("join.text")),
    !token && h("label", { class: "lab" }, shop.say("join.email"), address),
    h("label", { class: "tick" }, tick, h("span", {}, shop.say("join.consent"))), bad, button)];
}

/** The link and the ways to pass it on; each is recorded, and the link says which it was. */
export function links(shop: Shop, link: string, code: string, token?: string): HTMLElement[] {
  const by = (channel: string) => `${link}${link.includes("?") ? "&" : "?"}ch=${channel}`;
  const text = (key: string, channel: string) => encodeURIComponent(shop.say(key, { link: by(channel) }));
  const tell = (channel: string) => () => shop.send("shares", { code, channel });
  const way = (channel: string, key: string, path: string, href: string, tab: boolean) => h("a", {
    class: "b", href, click: tell(channel), target: tab && "_blank", rel: "noopener noreferrer",
  }, icon(path), shop.say(key));
  const field = h("input", { readonly: true, dir: "ltr", "aria-label": shop.say("share.title"), value: by("copy") });
  const native = () => navigator.share({ text: shop.say("message", { link: "" }).trim(), url: by("native") }).then(tell("native"));
  return [
    h("div", { class: "row" }, field, copyButton(shop, () => field, tell("copy"))),
    h("div", { class: "row" },
      way("whatsapp", "whatsapp", bubble, `https://wa.me/?text=${text("message", "whatsapp")}`, true),
      way("email", "mail", letter, `mailto:?subject=${encodeURIComponent(shop.say("subject"))}&body=${text("letter", "email")}`, false),
      "share" in navigator && h("button", { type: "button", click: native }, icon(upward), shop.say("any"))),
    portal(shop, token),
  ];
}

/** The way to the advocate's own page. The token stands behind the "#", where no server's log has it. */
export const portal = (shop: Shop, token?: string): HTMLElement => h("p", {}, h("a", {
  class: "go", target: "_blank", rel: "noopener noreferrer",
  href: token ? `${shop.config.portal}/customer?lang=${shop.config.language}#${token}` : `${shop.config.portal}?lang=${shop.config.language}`,
}, shop.say("share.open")));

export function copyButton(shop: Shop, field: () => HTMLInputElement, then: () => unknown): HTMLElement {
  const word = h("span", { "aria-live": "polite" }, shop.say("copy"));
  const click = async () => {
    await copy(field());
    word.textContent = shop.say("copied");
    setTimeout(() => word.textContent = shop.say("copy"), 2000);
    await then();
  };
  return h("button", { class: "m", type: "button", click }, icon(sheetOfPaper), word);
}

export const closer = (shop: Shop, click: () => unknown): HTMLElement =>
  h("button", { class: "x", type: "button", "aria-label": shop.say("close"), click }, icon(cross));

export const gift = (): SVGSVGElement => icon(present);
