// Packs a folder into a zip as the browsers' stores take it: the same files give the same bytes.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** The date of every file: 1 January 1980, 00:00, the first that the format knows. */
const date = 0x00210000;
const version = 20;
const utf8 = 0x0800;
const deflated = 8;

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** @param {Buffer} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff];
  return (crc ^ 0xffffffff) >>> 0;
}

/** Fields of two or four bytes, one after the other. @param {[number, 2 | 4][]} values */
function fields(values) {
  return Buffer.concat(
    values.map(([value, size]) => {
      const bytes = Buffer.alloc(size);
      bytes.writeUIntLE(value, 0, size);
      return bytes;
    }),
  );
}

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

/** @param {string} folder @returns {Buffer} */
export function zip(folder) {
  /** @type {Buffer[]} */ const bodies = [];
  /** @type {Buffer[]} */ const directory = [];
  let offset = 0;
  for (const path of filesBelow(folder)) {
    const content = readFileSync(path);
    const packed = deflateRawSync(content, { level: 9 });
    const name = Buffer.from(relative(folder, path).split(sep).join('/'));
    const described = /** @type {[number, 2 | 4][]} */ ([
      [version, 2],
      [utf8, 2],
      [deflated, 2],
      [date, 4],
      [crc32(content), 4],
      [packed.length, 4],
      [content.length, 4],
      [name.length, 2],
      [0, 2], // no extra field
    ]);
    const body = Buffer.concat([fields([[0x04034b50, 4], ...described]), name, packed]);
    const elsewhere = /** @type {[number, 2 | 4][]} */ ([
      [0, 2], // no comment
      [0, 2], // the first disk
      [0, 2],
      [0, 4],
      [offset, 4],
    ]);
    directory.push(
      Buffer.concat([fields([[0x02014b50, 4], [version, 2], ...described, ...elsewhere]), name]),
    );
    bodies.push(body);
    offset += body.length;
  }
  const length = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = fields([
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [directory.length, 2],
    [directory.length, 2],
    [length, 4],
    [offset, 4],
    [0, 2],
  ]);
  return Buffer.concat([...bodies, ...directory, end]);
}
