import { mount as start } from "./mount";
import type { Options, Vouch } from "./types";

export type { Buyer, ConsentSource, Events, Options, Vouch } from "./types";

/** Puts the widget into the page; without a host it asks where the module came from. */
export const mount = (options: Options): Vouch => start({ host: new URL(".", import.meta.url).href, ...options });
