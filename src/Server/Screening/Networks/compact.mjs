// Makes the table of networks from the CSV files of @ip-location-db: node compact.mjs FOLDER_OF_NODE_MODULES OUTPUT
// What is written, before brotli; every column by itself, since likes compress best. u32 is little-endian, var is LEB128:
//   "VNET1"
//   u32 length, text: the organisations, one a line, in the order of their AS numbers; the first line is empty (no AS)
//   u32 length, text: the countries, two letters each; "--" is none
//   u32 count of entries, then of each: var step of the organisation's line, then of each: one byte, the country
//   u32 count of organisations, then of each: var step of the AS number
//   twice, IPv4 and IPv6: u32 count of ranges, then of each: var step of its start, then three planes of bytes of its entry
// A range ends where the next begins; entry 0 is "nothing known". IPv6 counts in networks of 64 bits.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [modules, output] = process.argv.slice(2);
const NO_COUNTRY = '--';
const SHIFT = 64n;
const MOST_OVERLAPS = 100;

/** Ranges of a file, in order and apart: where two overlap the first keeps what they share. */
function read(name, number) {
  const path = join(modules, '@ip-location-db', name);
  const one = number(1);
  let before = number(-1), overlaps = 0;
  return readFileSync(path, 'utf8').split('\n').filter(line => line.length > 0).map(line => {
    const [first, last] = line.split(',', 2);
    const range = { first: number(first), last: number(last), rest: line.slice(first.length + last.length + 2).trim() };
    if (range.first <= before) {
      range.first = before + one;
      if (++overlaps > MOST_OVERLAPS) throw new Error(`${name}: ${line}: too many ranges overlap, the format has changed`);
    }
    before = range.last > before ? range.last : before;
    return range;
  }).filter(range => range.first <= range.last);
}

const unquoted = text => text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;

/** Both lists as one of starts: [start, AS number, country]. */
function merge(asns, countries, one, organisations) {
  const starts = [];
  const bounds = ranges => ranges.flatMap(range => [range.first, range.last + one]);
  const all = [...bounds(asns), ...bounds(countries)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  let asnAt = 0, countryAt = 0, before;
  for (const start of all) {
    if (start === before) continue;
    before = start;
    while (asnAt < asns.length && asns[asnAt].last < start) asnAt++;
    while (countryAt < countries.length && countries[countryAt].last < start) countryAt++;
    const asn = asnAt < asns.length && asns[asnAt].first <= start ? asns[asnAt].rest : null;
    const country = countryAt < countries.length && countries[countryAt].first <= start ? countries[countryAt].rest : NO_COUNTRY;
    let number = 0;
    if (asn !== null) {
      const comma = asn.indexOf(',');
      number = Number(asn.slice(0, comma));
      if (!organisations.has(number)) organisations.set(number, unquoted(asn.slice(comma + 1)).replaceAll('\n', ' '));
    }
    const last = starts.at(-1);
    if (!last || last.number !== number || last.country !== country) starts.push({ start, number, country });
  }
  return starts;
}

/** Networks of 64 bits: of two starts within one the later counts. */
function coarse(starts) {
  const kept = [];
  for (const range of starts) {
    const start = range.start >> SHIFT;
    if (kept.length > 0 && kept.at(-1).start === start) kept.pop();
    kept.push({ ...range, start });
  }
  return kept;
}

class Bytes {
  parts = [];
  u32(value) { const part = Buffer.alloc(4); part.writeUInt32LE(value); this.parts.push(part); }
  text(value) { const part = Buffer.from(value, 'utf8'); this.u32(part.length); this.parts.push(part); }
  raw(values) { this.parts.push(Buffer.from(values)); }
  steps(values) {
    const bytes = [];
    let before = 0n;
    for (const value of values) {
      let step = BigInt(value) - before;
      before = BigInt(value);
      for (; step >= 128n; step >>= 7n) bytes.push(Number(step & 127n) | 128);
      bytes.push(Number(step));
    }
    this.raw(bytes);
  }
}

const organisations = new Map([[0, '']]);
const v4 = merge(read('asn/asn-ipv4-num.csv', Number), read('asn-country/asn-country-ipv4-num.csv', Number), 1, organisations)
  .filter(range => range.start < 2 ** 32);
const v6 = coarse(merge(read('asn/asn-ipv6-num.csv', BigInt), read('asn-country/asn-country-ipv6-num.csv', BigInt), 1n, organisations));

const numbers = [...organisations.keys()].sort((a, b) => a - b);
const lineOf = new Map(numbers.map((number, line) => [number, line]));
const countries = [...new Set([NO_COUNTRY, ...[...v4, ...v6].map(range => range.country).sort()])];
const countryOf = new Map(countries.map((country, at) => [country, at]));
const keyOf = range => lineOf.get(range.number) * 256 + countryOf.get(range.country);
const entries = [...new Set([0, ...v4.map(keyOf), ...v6.map(keyOf)])].sort((a, b) => a - b);
const entryOf = new Map(entries.map((key, at) => [key, at]));
if (countries.length > 256 || entries.length >= 2 ** 24) throw new Error('too many countries or entries for the format');

const file = new Bytes();
file.raw(Buffer.from('VNET1'));
file.text(numbers.map(number => organisations.get(number)).join('\n'));
file.text(countries.join(''));
file.u32(entries.length);
file.steps(entries.map(key => Math.floor(key / 256)));
file.raw(entries.map(key => key % 256));
file.u32(numbers.length);
file.steps(numbers);
for (const ranges of [v4, v6]) {
  const of = ranges.map(range => entryOf.get(keyOf(range)));
  file.u32(ranges.length);
  file.steps(ranges.map(range => range.start));
  for (const shift of [0, 8, 16]) file.raw(of.map(entry => (entry >> shift) & 255));
}

const plain = Buffer.concat(file.parts);
const packed = brotliCompressSync(plain, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
});
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, packed);
console.log(`networks: ${v4.length} + ${v6.length} ranges, ${numbers.length} organisations, ${plain.length} bytes, ${packed.length} packed`);
