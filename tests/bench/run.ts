import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../../src-main/shell/stale-build.ts';
import { engineFigures } from './engine.ts';
import { type Figure, isKept } from './figures.ts';
import { pricingFigures } from './pricing.ts';
import { quoteFigures } from './quote.ts';
import { saleFigures } from './sale.ts';
import { scaleFigures } from './scale.ts';
import { startFigures } from './start.ts';
import { wireFigures } from './wire.ts';

/* `npm run bench [-- --json] [-- --only sale|pricing|wire|engine|scale|start|quote]`: the figures that are promised, each against its floor. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: flags } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' } },
});

const parts: Readonly<Record<string, () => Promise<Figure[] | string>>> = {
  sale: saleFigures,
  pricing: async () => pricingFigures(),
  wire: wireFigures,
  engine: async () => engineFigures(),
  scale: scaleFigures,
  start: () => onADisplay('start', startFigures),
  quote: () => onADisplay('quote', quoteFigures),
};

const figures: Figure[] = [];
const notes: string[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (flags.only && flags.only !== name) continue;
  const measured = await measure();
  if (typeof measured === 'string') notes.push(measured);
  else figures.push(...measured);
}
if (flags.json) console.log(JSON.stringify({ figures, notes }, null, 2));
else for (const line of [...figures.map(describe), ...notes]) console.log(line);
process.exitCode = figures.every(isKept) ? 0 : 1;

/** Measures in a window here, or in a process of its own on a virtual display where there is none. */
async function onADisplay(
  part: string,
  measure: () => Promise<Figure[] | string>,
): Promise<Figure[] | string> {
  if (!(await buildIfStale(root))) return `${part} was not measured: the till does not build`;
  if (process.platform !== 'linux' || process.env.DISPLAY) return measure();
  const here = fileURLToPath(import.meta.url);
  const words = ['-a', '-s', '-screen 0 1400x1000x24 -noreset', process.execPath, here];
  const child = spawnSync('xvfb-run', [...words, '--only', part, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.error) return `${part} was not measured: there is no display and no xvfb-run`;
  // What this very script printed.
  const told: { figures: Figure[]; notes: string[] } = JSON.parse(child.stdout);
  notes.push(...told.notes);
  return told.figures;
}

function describe(figure: Figure): string {
  const { name, value, unit, bound } = figure;
  const shown = value >= 1000 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
  const promise = bound
    ? `  ${isKept(figure) ? 'kept' : 'NOT KEPT'}: ${bound.kind} ${bound.value}`
    : '';
  return `${name.padEnd(55)} ${shown.padStart(10)} ${unit.padEnd(3)}${promise}`;
}
