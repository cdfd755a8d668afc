import type { Category } from '../src/models/category.js';
import type { Chance } from './chance.js';

/** Blocks of eight pixels: a picture as coarse as this needs no cosine transform. */
const COLUMNS = 40;
const ROWS = 30;
const BLOCK = 8;

type Colour = readonly [red: number, green: number, blue: number];

const SKY: Colour = [176, 200, 214];
const GROUND: Colour = [112, 106, 98];
/** What the picture is of, as a blot of colour. */
const SUBJECT: Readonly<Partial<Record<Category, Colour>>> = {
  road: [58, 50, 44],
  water: [134, 104, 62],
  waste: [74, 92, 58],
  fire: [236, 112, 32],
  accident: [168, 40, 36],
  disaster: [120, 98, 70],
  power: [40, 40, 48],
};

/** A small JPEG photo that suits the story. */
export function photoOf(category: Category, chance: Chance): Uint8Array {
  const subject = SUBJECT[category] ?? [96, 84, 120];
  const middle = { column: chance.between(12, 28), row: chance.between(16, 24) };
  const radius = chance.between(5, 9);
  return jpeg((column, row) => {
    const away = Math.hypot((column - middle.column) / 1.6, row - middle.row);
    const base = row < 11 ? SKY : GROUND;
    const [red, green, blue] = away < radius ? subject : base;
    const grain = chance.between(-9, 9) + (row < 11 ? row : (row - 11) * 1.5);
    return [red + grain, green + grain, blue + grain];
  });
}

type Blocks = (column: number, row: number) => Colour;

/** A baseline JPEG (ITU T.81) whose every block has one colour: only DC coefficients are coded. */
function jpeg(colour: Blocks): Uint8Array {
  return Uint8Array.from([
    0xff,
    0xd8,
    ...segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    // A step of 8 for every coefficient makes the DC value the pixel's own.
    ...segment(0xdb, [0, ...new Array<number>(64).fill(8)]),
    ...segment(0xc0, [
      8,
      ...two(ROWS * BLOCK),
      ...two(COLUMNS * BLOCK),
      3,
      1,
      17,
      0,
      2,
      17,
      0,
      3,
      17,
      0,
    ]),
    // DC: nine categories, all of four bits; AC: nothing but "end of block", of one bit.
    ...segment(0xc4, [0, 0, 0, 0, 9, ...new Array<number>(12).fill(0), 0, 1, 2, 3, 4, 5, 6, 7, 8]),
    ...segment(0xc4, [16, 1, ...new Array<number>(15).fill(0), 0]),
    ...segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    ...scan(colour),
    0xff,
    0xd9,
  ]);
}

const two = (value: number): number[] => [value >> 8, value & 255];

function segment(marker: number, body: number[]): number[] {
  return [0xff, marker, ...two(body.length + 2), ...body];
}

function scan(colour: Blocks): number[] {
  const bits: number[] = [];
  const last = [0, 0, 0];
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      for (const [part, value] of yCbCr(colour(column, row)).entries()) {
        codeDifference(bits, value - (last[part] ?? 0));
        last[part] = value;
        bits.push(0);
      }
    }
  }
  return packed(bits);
}

/** Levels around zero, as the coder wants them. */
function yCbCr([red, green, blue]: Colour): number[] {
  const levels = [
    0.299 * red + 0.587 * green + 0.114 * blue - 128,
    -0.1687 * red - 0.3313 * green + 0.5 * blue,
    0.5 * red - 0.4187 * green - 0.0813 * blue,
  ];
  return levels.map((level) => Math.max(-127, Math.min(127, Math.round(level))));
}

function codeDifference(bits: number[], difference: number): void {
  const category = 32 - Math.clz32(Math.abs(difference));
  pushBits(bits, category, 4);
  pushBits(bits, difference < 0 ? difference + 2 ** category - 1 : difference, category);
}

function pushBits(bits: number[], value: number, count: number): void {
  for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((value >> bit) & 1);
}

/** Bytes, the last one filled with ones; after 0xFF comes a zero, so that it is no marker. */
function packed(bits: number[]): number[] {
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    let byte = 0;
    for (let bit = 0; bit < 8; bit += 1) byte = (byte << 1) | (bits[at + bit] ?? 1);
    bytes.push(byte);
    if (byte === 0xff) bytes.push(0);
  }
  return bytes;
}
