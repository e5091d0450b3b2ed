import type { Config, Options } from "./types";

// What is known of the visitor. It goes into cookies of the shop's own domain only once somebody has said that it may;
// until then it lives here, and in the links of the page.
const kept = { vouch_click: "", vouch_coupon: "", vouch_closed: "" };
type Name = keyof typeof kept;

const names = Object.keys(kept) as Name[];
const daysClosed = 30;
let allowed = false;
let config: Config | undefined;

export const recall = (name: Name): string => kept[name];

/** Takes from the address what a link brought along. */
export function readAddress(): void {
  const query = new URLSearchParams(location.search);
  const click = query.get("vouch") ?? "";
  const coupon = query.get("vouch_coupon") ?? "";
  if (/^clk_[0-9a-z]{13}$/.test(click)) kept.vouch_click = click;
  if (/^[\w-]{4,32}$/.test(coupon)) kept.vouch_coupon = coupon.toUpperCase();
}

export function remember(name: Name, value: string): void {
  kept[name] = value;
  write(name);
}

export const isClosed = (what: string): boolean => kept.vouch_closed.split(".").includes(what);

/** Not to be shown again for a while; without consent, not on this page. */
export function close(what: string): void {
  if (config && !isClosed(what)) remember("vouch_closed", kept.vouch_closed ? `${kept.vouch_closed}.${what}` : what);
}

/** Says whether cookies may be read and set; taken back, they go. */
export function permit(given: boolean): void {
  if (!config) return;
  allowed = given && config.cookies !== "off";
  for (const name of names) {
    const found = document.cookie.match(`(?:^|; )${name}=([\\w.-]*)`)?.[1];
    if (!allowed) {
      if (found !== undefined) document.cookie = `${name}=; Max-Age=0; Path=/`;
    } else if (kept[name]) write(name);
    else kept[name] = found ?? "";
  }
}

/** Begins to listen to whoever decides about consent. */
export function listen(known: Config, options: Options, changed: () => void): void {
  if (options.preview) return;
  config = known;
  const tell = (given: boolean) => {
    permit(given);
    changed();
  };
  if (options.consent === "tcf") askTcf(tell, 20);
  else if (options.consent === "gcm") hearGcm(tell);
  else tell(options.consent ? options.consent === "granted" : known.cookies === "on");
  for (const event of ["click", "auxclick"]) document.addEventListener(event, carry, true);
}

function write(name: Name): void {
  if (!allowed || !config) return;
  const days = name === "vouch_closed" ? daysClosed : config.days;
  document.cookie = `${name}=${kept[name]}; Max-Age=${days * 86400}; Path=/; SameSite=Lax`
    + (location.protocol === "https:" ? "; Secure" : "");
}

// Where nothing may be kept, the next page of the shop learns it from the link that leads there.
function carry(event: Event): void {
  const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
  if (allowed || config?.cookies === "off" || !link || link.origin !== location.origin || link.getAttribute("href")?.[0] === "#") return;
  const url = new URL(link.href);
  if (kept.vouch_click) url.searchParams.set("vouch", kept.vouch_click);
  if (kept.vouch_coupon) url.searchParams.set("vouch_coupon", kept.vouch_coupon);
  if (url.href !== link.href) link.href = url.href;
}

interface TcData { eventStatus?: string; gdprApplies?: boolean; purpose?: { consents?: Record<string, boolean> } }
type Tcf = (command: string, version: number, then: (data: TcData, good: boolean) => void) => void;

// IAB TCF 2: purpose 1 is to store and access information on a device. Its stub may come after us.
function askTcf(tell: (given: boolean) => void, tries: number): void {
  const api = (window as { __tcfapi?: Tcf }).__tcfapi;
  if (!api) {
    if (tries) setTimeout(() => askTcf(tell, tries - 1), 500);
    return;
  }
  api("addEventListener", 2, (data, good) => {
    if (!good || data.eventStatus === "cmpuishown") return;
    tell(data.gdprApplies === false || data.purpose?.consents?.[1] === true);
  });
}

type Entry = ArrayLike<unknown> & { 2?: Record<string, unknown> };

// Google Consent Mode: ad_storage, and where nobody speaks of it analytics_storage. Of several defaults the strictest counts, since
// some are for regions and nobody says which this is; an update is the visitor's word.
function hearGcm(tell: (given: boolean) => void): void {
  const page = window as { dataLayer?: Entry[] };
  const layer = (page.dataLayer ??= []);
  const said: Record<string, unknown> = {};
  const hear = (entry?: Entry) => {
    const words = entry?.[2];
    if (entry?.[0] !== "consent" || !words) return;
    const isDefault = entry[1] === "default";
    for (const name of ["ad_storage", "analytics_storage"]) {
      const word = words[name];
      if (word && !(isDefault && (said[name] === "denied" || (words["region"] && word === "granted")))) said[name] = word;
    }
    const word = said["ad_storage"] ?? said["analytics_storage"];
    if (word) tell(word === "granted");
  };
  layer.forEach(hear);
  const push = layer.push;
  layer.push = (...entries) => {
    try {
      entries.forEach(hear);
    } catch {
      // Whatever others put there is theirs.
    }
    return push.apply(layer, entries);
  };
}
