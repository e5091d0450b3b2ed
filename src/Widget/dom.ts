import { sheet } from "./style";

export type Child = Node | string | null | undefined | false;
type Values = Record<string, string | boolean | undefined | ((event: Event) => unknown)>;

/** Does something; nothing that goes wrong in it reaches the shop's page. */
export async function quietly(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch {
    // The widget stays as it is, or hidden.
  }
}

/** An element. Texts become text nodes, whatever stands in them. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, values: Values, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "function") element.addEventListener(name, event => void quietly(() => value(event)));
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child): child is Node | string => !!child));
  return element;
}

/** A picture in lines, 24 by 24. */
export function icon(path: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  picture.append(line);
  return picture;
}

let theme: CSSStyleSheet | undefined;

/** The merchant's look. */
export function dress(accent: string, radius: number): void {
  theme = new CSSStyleSheet();
  theme.replaceSync(`.w{--a:${accent};--r:${radius}px}`);
}

let plain: CSSStyleSheet | undefined;

/** A place of our own inside an element, where the page's styles do not reach. */
export function root(host: Element, rule: string): ShadowRoot {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  if (!plain) {
    plain = new CSSStyleSheet();
    plain.replaceSync(sheet);
  }
  const own = new CSSStyleSheet();
  own.replaceSync(`:host{${rule}}`);
  shadow.adoptedStyleSheets = theme ? [plain, theme, own] : [plain, own];
  return shadow;
}

/** Fills an element's own place. */
export function fill(host: Element, language: string, rule: string, ...children: Child[]): void {
  const right = /^(ar|fa|he|ur)/.test(language);
  root(host, rule).replaceChildren(h("div", { class: "w", lang: language, dir: right ? "rtl" : "ltr" }, ...children));
}

/** Puts a text into the clipboard. */
export async function copy(field: HTMLInputElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    document.execCommand("copy");
  }
}
