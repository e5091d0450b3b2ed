import { mount } from "./mount";
import type { ConsentSource, Options } from "./types";

// <script async src="https://vouch.example/widget.js" data-key="pk_…">
const script = document.currentScript as HTMLScriptElement | null;
const page = window as { vouch?: unknown };
if (script && !page.vouch) {
  const { key, lang, consent, customerToken, couponUrl } = script.dataset;
  const options: Options = { key: key ?? "", host: new URL(".", script.src).href };
  if (lang) options.lang = lang;
  if (consent) options.consent = consent as ConsentSource;
  if (customerToken) options.customerToken = customerToken;
  if (couponUrl) options.couponUrl = couponUrl;
  page.vouch = mount(options);
}
