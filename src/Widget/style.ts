export const sheet = `
:host{display:grid}
:host([hidden]),[hidden]{display:none!important}
*{box-sizing:border-box}
.w{all:initial;display:grid;grid-template-columns:minmax(0,1fr);color-scheme:light;font-family:inherit;font-size:16px;line-height:1.5;color:#1c2625;text-align:start;
overflow-wrap:anywhere}
h2,p,dl,dd,form{margin:0}
h2{font-size:1.25em;line-height:1.3;font-weight:700;text-wrap:balance}
h2:focus{outline:0}
p{text-wrap:pretty}
svg{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.card{align-content:start;max-width:640px;background:#fff;border:1px solid #d3dcda;border-radius:var(--r);padding:20px}
.s{display:grid;gap:12px;min-width:0}
.row{display:flex;flex-wrap:wrap;gap:8px}
.row>input{flex:1 1 10em;width:0}
.lab{display:grid;gap:4px;font-weight:600}
input:not([type=checkbox]){font:inherit;font-weight:400;color:inherit;background:#fff;width:100%;min-height:44px;padding:8px 12px;
border:1px solid #6f7d7a;border-radius:min(var(--r),12px);margin:0}
input[aria-invalid=true]{border-color:#b3261e}
.s>.m{justify-self:start;min-width:12em}
.tick{display:flex;gap:10px;align-items:start;font-size:.9375em}
.tick input{width:20px;height:20px;margin:2px 0 0;flex:none;accent-color:var(--a)}
button,.b{font:inherit;font-weight:600;cursor:pointer;display:inline-flex;align-items:center;justify-content:center;gap:8px;min-height:44px;
padding:8px 16px;border:1px solid #6f7d7a;border-radius:min(var(--r),12px);background:#fff;color:#1c2625;text-decoration:none;margin:0}
.m{background:var(--a);border-color:var(--a);color:#fff}
:is(button,.b):hover{box-shadow:inset 0 0 0 99px rgb(0 0 0/.06)}
.m:hover{box-shadow:inset 0 0 0 99px rgb(0 0 0/.14)}
:focus-visible{outline:3px solid var(--a);outline-offset:2px}
.m:focus-visible{outline-color:#1c2625}
.go{color:var(--a);font-weight:600;text-underline-offset:.2em}
.low{color:#54615e;font-size:.9375em}
.bad{color:#b3261e;font-size:.9375em}
.bad:empty,.said:empty{display:none}
.x{border:0;padding:0;width:44px;background:none;flex:none}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(7em,1fr));gap:12px}
dl div{display:flex;flex-direction:column-reverse}
dt{color:#54615e;font-size:.875em}
dd{font-size:1.375em;font-weight:700;line-height:1.2;font-variant-numeric:tabular-nums}
.line{display:flex;align-items:center;justify-content:center;gap:4px 12px;min-height:56px;padding:4px 4px 4px 16px;background:var(--a);
color:#fff;line-height:1.25}
.line button{color:#fff;background:none;border-color:#fff;white-space:nowrap;padding-inline:12px;font-size:.9375em}
.line :focus-visible{outline-color:#fff;outline-offset:-3px}
.line p{margin-inline-start:auto}
.line .x{border:0;margin-inline-start:auto;padding:0}
.tab,.bar{position:fixed;z-index:2147483000;inset-block-end:16px;inset-inline:auto 16px;box-shadow:0 4px 20px rgb(0 0 0/.22)}
.tab{max-width:min(22em,calc(100vw - 32px));border-radius:28px;padding:10px 20px;font-size:.9375em;line-height:1.25;text-align:start}
:host(.still) :is(.tab,.bar){position:static;justify-self:start;max-width:100%;margin:0;animation:none}
.bar{inset-inline:16px;margin:auto;width:fit-content;max-width:calc(100vw - 32px);display:flex;align-items:center;gap:8px 12px;
background:#fff;border:1px solid #d3dcda;border-inline-start:6px solid var(--a);border-radius:var(--r);padding:10px 4px 10px 16px;line-height:1.3}
.bar p{min-width:0}
.bar b{white-space:nowrap}
.bar .m{flex:none}
dialog{border:0;border-radius:calc(var(--r) + 4px);padding:0;width:28em;max-width:calc(100vw - 32px);max-height:calc(100dvh - 32px);
overflow:auto;background:#fff;color:inherit;margin:auto;box-shadow:0 12px 48px rgb(0 0 0/.3)}
.in{padding:24px}
dialog .x{position:absolute;inset-block-start:12px;inset-inline-end:12px}
dialog h2{padding-inline-end:40px}
dialog::backdrop{background:rgb(15 25 24/.55)}
@media(prefers-reduced-motion:no-preference){dialog,.bar,.tab{animation:in .2s ease-out}@keyframes in{from{opacity:0;translate:0 8px}}}
@media(max-width:30em){:host(.over) .w:has(>.tab:not([hidden])){min-height:88px}:host(.over) .w:has(>.bar:not([hidden])){min-height:168px}.in{padding:20px}.s>.m{justify-self:stretch}.bar{flex-wrap:wrap}.bar p{flex:1 1 100%;padding-inline-end:12px}
.bar .m{flex:1}.wide{display:none}}
@media print{.tab,.bar{display:none}}
@media(forced-colors:active){.m,.line{border:1px solid}}
`;
