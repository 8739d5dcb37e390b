import * as fc from 'fast-check';
import { z } from 'zod';

/* Inputs for procedures, made from their schemas: right ones, nearly right ones, and anything at all. */

type Node = z.core.JSONSchema.BaseSchema;

/**
 * Right inputs of a schema. `instead` puts another arbitrary in the place of a field, e.g. of links, so
 * that no test knocks at doors of other machines.
 */
export function rightInput(
  schema: z.ZodType,
  instead: Readonly<Record<string, fc.Arbitrary<unknown>>> = {},
): fc.Arbitrary<unknown> {
  return fromNode(z.toJSONSchema(schema, { io: 'input' }), instead);
}

/** The same with one field of it, however deep, gone or replaced by anything. */
export function nearlyRightInput(right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(right, fc.nat(), fc.oneof(fc.constant(undefined), oddValue))
    .map(([input, place, value]) => withField(input, place, value));
}

/** What people and programs get wrong. */
const oddValue = fc.oneof(
  fc.constantFrom<unknown>(0, -1, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1e300),
  fc.constantFrom<unknown>(null, true, '', ' ', '\0', '\ud800', '1', '-5', '1e3', [], {}, 10n),
  fc.string({ unit: 'binary', maxLength: 250 }),
  fc.anything({ maxDepth: 2 }),
);

export const anyInput: fc.Arbitrary<unknown> = oddValue;

/** Doors on this machine that are closed, and one that is open. No test knocks at others. */
export const linkHere = fc.constantFrom<unknown>(
  { kind: 'built-in' },
  { kind: 'tcp', host: '127.0.0.1', port: 1 },
  { kind: 'serial', path: '/dev/no-such-port' },
);
export const printerHere = fc.constantFrom<unknown>(
  { kind: 'none' },
  { kind: 'tcp', host: '127.0.0.1', port: 1 },
);

/**
 * A link, printer or folder that was changed into one elsewhere is brought back: nothing is asked of other
 * machines, and nothing written but into `folder`.
 */
export function atHome(input: unknown, folder: string): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const fields: [string, unknown][] = Object.entries(input);
  const home = fields.map(([name, value]): [string, unknown] => {
    if (name === 'host' && typeof value === 'string') return [name, '127.0.0.1'];
    if (name === 'port' && Number.isInteger(value)) return [name, 1];
    const isPlace = name === 'folder' || name === 'file';
    if (isPlace && typeof value === 'string') return [name, placeIn(folder, value)];
    return [name, name === 'link' || name === 'printer' ? atHome(value, folder) : value];
  });
  return Object.fromEntries(home);
}

/** Half of them there, the others not; strange names stay strange. */
function placeIn(folder: string, name: string): string {
  if (name.startsWith(folder) || name.length % 2 === 0) return folder;
  return `${folder}/${name.replaceAll(/[./\\]/g, '-')}`;
}

function fromNode(
  node: Node,
  instead: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<unknown> {
  if (node.const !== undefined) return fc.constant(node.const);
  if (node.enum) return fc.constantFrom(...node.enum);
  const choices = node.anyOf ?? node.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => fromNode(nodeOf(choice), instead)));
  if (node.type === 'object') {
    const fields = Object.entries(node.properties ?? {}).map(([name, field]) => [
      name,
      instead[name] ?? fromNode(nodeOf(field), instead),
    ]);
    return fc.record(Object.fromEntries(fields));
  }
  if (node.type === 'array') {
    const items = Array.isArray(node.items) ? node.items[0] : node.items;
    const lengths = { minLength: node.minItems ?? 0, maxLength: node.maxItems ?? 4 };
    return fc.array(fromNode(nodeOf(items ?? {}), instead), lengths);
  }
  if (node.type === 'integer' || node.type === 'number') return numberOf(node);
  if (node.type === 'boolean') return fc.boolean();
  if (node.type === 'null') return fc.constant(null);
  if (node.type === 'string') return textOf(node);
  return fc.anything();
}

/** Small ones mostly, for those are the ids and amounts that exist; the limits, and beyond none. */
function numberOf(node: Node): fc.Arbitrary<number> {
  const least = node.minimum ?? Number.MIN_SAFE_INTEGER;
  const most = node.maximum ?? Number.MAX_SAFE_INTEGER;
  const around = fc.integer({ min: least, max: Math.min(most, Math.max(least, 0) + 20) });
  return fc.oneof(
    around,
    around,
    fc.constantFrom(least, most),
    fc.integer({ min: least, max: most }),
  );
}

function textOf(node: Node): fc.Arbitrary<string> {
  if (node.format === 'uuid') return fc.uuid({ version: 4 });
  if (node.pattern) return fc.stringMatching(new RegExp(node.pattern));
  const { minLength = 0, maxLength = 200 } = node;
  const typed = fc.constantFrom(
    'nomsa',
    'Dlamini',
    '0712',
    '082 555 0101',
    '000001',
    'a',
    'é"\'',
    '-',
  );
  return fc
    .oneof(typed, fc.string({ unit: 'binary', maxLength }), fc.string({ minLength, maxLength }))
    .map((text) => text.slice(0, maxLength));
}

function nodeOf(node: boolean | Node): Node {
  return typeof node === 'boolean' ? {} : node;
}

function withField(input: unknown, place: number, value: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return value;
  const names = Object.keys(input);
  const name = names[place % names.length];
  if (name === undefined) return { field: value };
  const inside = new Map(Object.entries(input)).get(name);
  const deeper = typeof inside === 'object' && inside !== null && place % 3 > 0;
  const changed = deeper ? withField(inside, Math.floor(place / 3), value) : value;
  return Object.fromEntries([...Object.entries(input), [name, changed]]);
}
