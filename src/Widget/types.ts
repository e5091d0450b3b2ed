/** Who says whether something may be kept in the browser. */
export type ConsentSource = "tcf" | "gcm" | "granted" | "denied";

/** What can appear. */
export type Placement = "tab" | "popup" | "banner" | "reminder" | "join" | "account" | "invited";

export interface Options {
  /** The shop's publishable key. */
  key: string;
  /** Where Vouch is; by itself the place that the script came from. */
  host?: string;
  /** The language to speak, before the page's and the browser's. */
  lang?: string;
  /** Without it the shop's setting `cookies` decides. */
  consent?: ConsentSource;
  /** The shop's word for its signed-in customer, a JWS. */
  customerToken?: string;
  /** Where a code is applied: `https://shop.example/cart?coupon={code}`. */
  couponUrl?: string;
  /** A configuration to show without keeping or sending anything. */
  preview?: string;
}

export interface Config {
  language: string;
  cookies: "on" | "consent" | "off";
  accent: string;
  radius: number;
  days: number;
  consent: boolean;
  portal: string;
  placements: Record<Placement, boolean>;
  offer: { headline: string; small: string; reward: string | null } | null;
  texts: Record<string, string>;
}

export interface Buyer {
  email?: string;
  customerToken?: string;
}

export interface Events {
  ready: undefined;
  claimed: { code: string };
  coupon: { code: string };
  invited: { code?: string; name?: string };
}

export interface Vouch {
  /** The click that brought this visitor; null where none is known. */
  clickId(): string | null;
  /** Calls back on an event; the answer ends it. */
  on<K extends keyof Events>(event: K, then: (detail: Events[K]) => void): () => void;
  /** Shows the dialog after a purchase. */
  purchased(buyer?: Buyer): void;
  /** Opens the dialog of the tab. */
  open(): void;
  /** Tells that the visitor agrees, or does not any more, that something is kept in the browser. */
  consent(given: boolean): void;
}
