import { fill, h, quietly, root, type Child } from "./dom";
import { close, isClosed, recall } from "./memory";
import { closer, join, links, portal, type Me, type Shop } from "./parts";
import type { Emit, Layer } from "./layer";
import type { Placement } from "./types";

export interface Ready { shop: Shop; layer: Layer; emit: Emit }

type Draw = (host: HTMLElement, ready: Ready, token: string | undefined) => Child | Promise<Child>;

/** Makes the elements known; each keeps its room from the start and goes away where there is nothing to show. */
export function define(ready: Promise<Ready | null>): void {
  const element = (placement: Placement, rule: string, draw: Draw) => {
    const name = `vouch-${placement}`;
    if (customElements.get(name)) return;
    customElements.define(name, class extends HTMLElement {
      connectedCallback(): void {
        void quietly(async () => {
          root(this, rule);
          const known = await ready;
          const shown = known?.shop.config.placements[placement]
            && await draw(this, known, this.dataset["customerToken"] ?? known.shop.options.customerToken);
          this.hidden = !shown;
          if (shown) {
            fill(this, known.shop.config.language, rule, shown);
          }
        }).then(() => this.shadowRoot?.childElementCount || (this.hidden = true));
      }
    });
  };
  element("join", "min-height:max(320px,560px - 50vw)", async (_, { shop }, token) =>
    h("div", { class: "card" }, await join(shop, h("h2", {}, shop.say("join.title")), token)));
  element("account", "min-height:180px", account);
  element("banner", "min-height:56px", banner);
  element("invited", "min-height:224px", invited);
  // For the desk alone, which shows beside each switch what it does: on pages of shops these two come by themselves.
  element("tab", "", (_, { shop, layer }) => !!shop.options.preview && layer.makeTab());
  element("reminder", "", (_, { shop, layer }) => {
    const bar = h("div", { class: "bar", role: "region" });
    layer.fillBar(bar, { code: "EWA-7F3KQ", headline: shop.config.offer?.headline ?? "", left: null }, () => undefined);
    return !!shop.options.preview && bar;
  });
  if (!customElements.get("vouch-purchased")) {
    customElements.define("vouch-purchased", class extends HTMLElement {
      connectedCallback(): void {
        void quietly(async () => (await ready)?.layer.purchased(this.dataset["email"], this.dataset["customerToken"]));
      }
    });
  }
}

async function account(_: HTMLElement, { shop }: Ready, token?: string): Promise<Child> {
  const heading = h("h2", {}, shop.say("share.open"));
  const me = token && !shop.options.preview ? await shop.ask<Me>("me", token) : null;
  return h("div", { class: "card s" }, heading, ...(me?.link && me.code
    ? [h("dl", {}, ...me.progress.map(one => h("div", {}, h("dt", {}, one.label), h("dd", {}, one.value)))),
      ...links(shop, me.link, me.code, token)]
    : me ? [await join(shop, null, token)]
    : [h("p", {}, shop.say("join.text")), portal(shop)]));
}

function banner(host: HTMLElement, { shop, layer }: Ready): Child {
  const away = () => {
    close("banner");
    host.hidden = true;
  };
  return !isClosed("banner") && h("div", { class: "line" }, h("p", {}, shop.say("tab")),
    h("button", { type: "button", click: () => layer.open() }, shop.say("join.button")), closer(shop, away));
}

// Whoever was invited says by whom: a code that we know, or else a name. What is known stands in hidden fields of the shop's form.
async function invited(host: HTMLElement, { shop, emit }: Ready): Promise<Child> {
  const field = h("input", { id: "who", maxlength: "100", autocomplete: "off", "aria-describedby": "hint said" });
  const said = h("p", { class: "said", id: "said", role: "status" });
  const keep = (code: string, name: string) => {
    for (const [of, value] of [["vouch_code", code], ["vouch_advocate", name]] as const) {
      host.querySelector(`input[name=${of}]`)?.remove();
      if (value) host.append(h("input", { type: "hidden", name: of, value }));
    }
    if (code || name) emit("invited", code ? { code } : { name });
  };
  const take = async (text: string) => {
    const looksLikeCode = /^[\w-]{4,32}$/.test(text);
    const known = looksLikeCode ? await shop.look(text) : null;
    const isName = !known && !/[\d_]/.test(text);
    keep(known?.code ?? "", isName ? text : "");
    said.textContent = !text ? "" : known ? shop.say("invited.code_good", { headline: known.headline })
      : shop.say(isName ? "invited.name_kept" : "invited.code_bad");
  };
  const submit = (event: Event) => {
    event.preventDefault();
    return take(field.value.trim());
  };
  if (recall("vouch_coupon")) {
    field.value = recall("vouch_coupon");
    void quietly(() => take(field.value));
  }
  return h("form", { class: "card s", novalidate: true, submit }, h("h2", {}, shop.say("invited.question")),
    h("p", { class: "low", id: "hint" }, shop.say("invited.hint")),
    h("div", { class: "lab" }, h("label", { for: "who" }, shop.say("invited.label")),
      h("div", { class: "row" }, field, h("button", {}, shop.say("invited.button")))), said);
}
