// Makes the letters that pictures are drawn with from the fonts of @fontsource-variable/inter:
// node outlines.mjs FOLDER_OF_NODE_MODULES OUTPUT
// What is written, before brotli; u16 and i16 are little-endian, var is LEB128, zig is LEB128 of a zigzag number:
//   "VPEN1", u16 units of an em, var count of code points, then of each: var step from the one before
//   twice, text and display:
//     three times i16: height of a capital, height of x, depth below the line
//     of each code point: var advance
//     var count of left classes, var count of right ones; of each code point one byte each, its left class, its right class;
//     of each left class a row: of each right class zig kerning
//     of each code point: var count of steps; of every step one byte: 0 moves, 1 is a line, 2 a quadratic curve
//     of every step: zig x, zig y from the point before (a curve's control point comes first)
// A contour closes itself; y grows upwards.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [modules, output] = process.argv.slice(2);
const require = createRequire(resolve(modules, '_'));
const fontkit = require('fontkit');
const { decompress } = require('wawoff2');

const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext'];
const FACES = [{ wght: 500, opsz: 20 }, { wght: 750, opsz: 32 }];
const WANTED = [
  [0x20, 0x7e], [0xa0, 0x17f], [0x192, 0x192], [0x1cd, 0x1dc], [0x1e6, 0x1e7], [0x218, 0x21b], [0x2bb, 0x2bc], [0x400, 0x45f],
  [0x48a, 0x4f9], [0x1e80, 0x1e85], [0x1e9e, 0x1e9e], [0x1ef2, 0x1ef3], [0x2010, 0x2027], [0x2030, 0x203a], [0x2044, 0x2044],
  [0x2070, 0x209c], [0x20a0, 0x20bf], [0x2113, 0x2122], [0x2153, 0x215e], [0x2190, 0x2193], [0x2212, 0x2212], [0x2215, 0x2215],
];
// Letters that do not decompose, and Cyrillic ones of a Latin shape: what they are kerned as where fonts of two files meet.
const SHAPES = new Map([...'ŁLłlØOøoĐDđdĦHħhŦTŧtıiАAВBЕEКKМMНHОOРPСCТTУYХXГFЅSІIЈJаaеeоoрpсcхxуyіiјjѕsгrҐFґrЗBзa'.matchAll(/(.)(.)/gu)]
  .map(([, from, to]) => [from, to]));

const base = point => {
  const letter = String.fromCodePoint(point).normalize('NFD')[0];
  return (SHAPES.get(letter) ?? letter).codePointAt(0);
};

/** What stands between two glyphs of a font, added up over the lookups of its kerning. */
function kerning(font) {
  const { GPOS, GDEF, _variationProcessor: variation } = font;
  const numbers = new Set(GPOS.featureList.filter(entry => entry.tag === 'kern').flatMap(entry => [...entry.feature.lookupListIndexes]));
  const lookups = [...numbers].map(number => [...GPOS.lookupList.get(number).subTables].map(table => table.extension ?? table));
  const engine = font._layoutEngine.engine.GPOSProcessor;
  const advance = value => (value?.xAdvance ?? 0)
    + (value?.xAdvDevice && variation ? variation.getDelta(GDEF.itemVariationStore, value.xAdvDevice.a, value.xAdvDevice.b) : 0);
  const pairsOf = (table, left) => {
    const at = engine.coverageIndex(table.coverage, left);
    if (at < 0) return null;
    if (table.version === 1) {
      const pairs = new Map([...table.pairSets.get(at)].map(pair => [pair.secondGlyph, pair]));
      return right => pairs.get(right);
    }
    const row = table.classRecords.get(engine.getClassID(left, table.classDef1));
    const classes = new Map();
    return right => {
      if (!classes.has(right)) classes.set(right, row.get(engine.getClassID(right, table.classDef2)));
      return classes.get(right);
    };
  };
  const rows = new Map();
  return (left, right) => {
    if (!rows.has(left)) rows.set(left, lookups.map(tables => tables.map(table => pairsOf(table, left)).filter(found => found)));
    let sum = 0;
    for (const tables of rows.get(left)) {
      for (const find of tables) {
        const pair = find(right);
        if (pair) { sum += advance(pair.value1); break; }
      }
    }
    return sum;
  };
}

class Bytes {
  bytes = [];
  var(value) { for (; value >= 128; value >>>= 7) this.bytes.push((value & 127) | 128); this.bytes.push(value); }
  zig(value) { this.var(value < 0 ? -value * 2 - 1 : value * 2); }
  i16(value) { this.bytes.push(value & 255, (value >> 8) & 255); }
  raw(values) { for (const value of values) this.bytes.push(value); }
}

/** Equal rows are one class: the class of each row, and one row of each class. */
function classes(rows) {
  const known = new Map();
  const of = rows.map(row => {
    const key = row.join();
    if (!known.has(key)) known.set(key, { number: known.size, row });
    return known.get(key).number;
  });
  if (known.size > 256) throw new Error('too many classes of kerning for the format');
  return { of, rows: [...known.values()].map(entry => entry.row) };
}

const transposed = rows => rows[0].map((_, column) => rows.map(row => row[column]));

function writeFace(file, glyphs) {
  const { font } = glyphs[0];
  for (const value of [font.capHeight, font.xHeight, font.descent]) file.i16(Math.round(value));
  for (const { glyph } of glyphs) file.var(Math.round(glyph.advanceWidth));

  const at = new Map(glyphs.map(entry => [entry.point, entry]));
  const together = (left, right) => left && right && left.kern === right.kern ? Math.round(left.kern(left.glyph.id, right.glyph.id)) : null;
  const kern = (left, right) => together(left, right) ?? together(at.get(base(left.point)), at.get(base(right.point))) ?? 0;
  const left = classes(glyphs.map(first => glyphs.map(second => kern(first, second))));
  const right = classes(transposed(left.rows));
  file.var(left.rows.length);
  file.var(right.rows.length);
  file.raw(left.of);
  file.raw(right.of);
  for (const row of transposed(right.rows)) for (const value of row) file.zig(value);

  const kinds = { moveTo: 0, lineTo: 1, quadraticCurveTo: 2 };
  const paths = glyphs.map(({ glyph }) => glyph.path.commands.filter(step => step.command !== 'closePath'));
  for (const path of paths) file.var(path.length);
  for (const path of paths) file.raw(path.map(step => {
    if (!(step.command in kinds)) throw new Error(`${step.command}: not a step of a TrueType outline`);
    return kinds[step.command];
  }));
  for (const path of paths) {
    let x = 0, y = 0;
    for (const { args } of path) {
      for (let i = 0; i < args.length; i += 2) {
        const [nextX, nextY] = [Math.round(args[i]), Math.round(args[i + 1])];
        file.zig(nextX - x);
        file.zig(nextY - y);
        [x, y] = [nextX, nextY];
      }
    }
  }
  return [left.rows.length, right.rows.length];
}

const fonts = [];
for (const subset of SUBSETS) { // One after another: the decoder has one memory.
  const packed = readFileSync(join(modules, `@fontsource-variable/inter/files/inter-${subset}-opsz-normal.woff2`));
  fonts.push(fontkit.create(Buffer.from(await decompress(packed))));
}
const wanted = point => WANTED.some(([first, last]) => first <= point && point <= last);
const owner = new Map();
for (const font of fonts) for (const point of font.characterSet) if (wanted(point) && !owner.has(point)) owner.set(point, font);
const points = [...owner.keys()].sort((a, b) => a - b);

const file = new Bytes();
file.raw(Buffer.from('VPEN1'));
file.i16(fonts[0].unitsPerEm);
file.var(points.length);
points.forEach((point, i) => file.var(point - (points[i - 1] ?? 0)));
for (const coordinates of FACES) {
  const varied = new Map(fonts.map(font => {
    const face = font.getVariation(coordinates);
    return [font, { font: face, kern: kerning(face) }];
  }));
  const [left, right] = writeFace(file, points.map(point => {
    const { font, kern } = varied.get(owner.get(point));
    return { point, font, kern, glyph: font.glyphForCodePoint(point) };
  }));
  console.log(`outlines: weight ${coordinates.wght}, ${left} by ${right} classes of kerning, ${file.bytes.length} bytes`);
}

const plain = Buffer.from(file.bytes);
const packed = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, packed);
console.log(`outlines: ${points.length} code points, ${packed.length} packed`);
