import { define, type Ready } from "./elements";
import { dress, quietly } from "./dom";
import { Layer, type Emit } from "./layer";
import { listen, permit, readAddress, recall } from "./memory";
import { Shop } from "./parts";
import type { Config, Events, Options, Vouch } from "./types";

let mounted: Vouch | undefined;

/** Puts the widget into the page, once. Nothing it meets, not even a dead network, throws here. */
export function mount(options: Options): Vouch {
  return mounted ??= begin(options);
}

function begin(options: Options): Vouch {
  const emit: Emit = (event, detail) => document.dispatchEvent(new CustomEvent(`vouch:${event}`, { detail }));
  let isReady = false;
  void quietly(readAddress);
  const ready = load(options, emit).catch(() => null);
  void quietly(() => define(ready));
  void ready.then(found => {
    isReady = true;
    emit("ready", undefined);
    if (found && recall("vouch_coupon") && location.search.includes("vouch_coupon")) emit("claimed", { code: recall("vouch_coupon") });
  });
  const later = (work: (found: Ready) => unknown) => void quietly(async () => {
    const found = await ready;
    if (found) await work(found);
  });
  return {
    clickId: () => recall("vouch_click") || null,
    on: (event, then) => {
      const hear = (told: Event) => then((told as CustomEvent<Events[typeof event]>).detail);
      if (event === "ready" && isReady) void quietly(() => then(undefined as Events[typeof event]));
      document.addEventListener(`vouch:${event}`, hear);
      return () => document.removeEventListener(`vouch:${event}`, hear);
    },
    purchased: buyer => later(({ layer }) => layer.purchased(buyer?.email, buyer?.customerToken)),
    open: () => later(({ layer }) => layer.open()),
    consent: given => void quietly(async () => {
      await ready;
      permit(given);
    }),
  };
}

async function load(options: Options, emit: Emit): Promise<Ready | null> {
  const base = options.host ? options.host.replace(/\/*$/, "/") : "/";
  const wishes = [options.lang, document.documentElement.lang, ...navigator.languages].filter(wish => wish).slice(0, 8).join();
  const answer = await fetch(options.preview ?? `${base}widget/${options.key}.json?lang=${encodeURIComponent(wishes)}`,
    options.preview ? {} : { credentials: "omit" });
  if (!answer.ok) return null;
  const config = await answer.json() as Config;
  let layer: Layer | undefined;
  listen(config, options, () => layer?.show());
  if (!config.offer) return null;
  dress(config.accent, config.radius);
  if (document.readyState === "loading") await new Promise(then => document.addEventListener("DOMContentLoaded", then));
  const shop = new Shop(options, base, config);
  layer = new Layer(shop, emit);
  return { shop, layer, emit };
}
