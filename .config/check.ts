import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/* `npm run check`: types, lint and format, import rules, unused code, side by side. */

const root = fileURLToPath(new URL('..', import.meta.url));

/** The compiler in its native version, four times as fast; knip and dependency-cruiser need the one before. */
const TSC = 'node node_modules/typescript-7/bin/tsc';

const CHECKS: readonly (readonly [string, string])[] = [
  ['types of the tests and everything they reach', `${TSC} -p tests`],
  ['types of the screen', `${TSC} -p src-renderer`],
  ['unused code', 'knip --config .config/knip.json --no-progress'],
  ['types of the main process', `${TSC} -p src-main`],
  [
    'import rules',
    'depcruise --config .config/dependency-cruiser.cjs src-main src-renderer src-shared',
  ],
  ['types of what both sides share', `${TSC} -p src-shared`],
  ['lint and format', 'biome check --error-on-warnings'],
];

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

const began = performance.now();
const waiting = [...CHECKS];
const outcomes: Outcome[] = [];
await Promise.all(Array.from({ length: availableParallelism() }, work));

for (const { name, passed, output } of outcomes) {
  if (!passed) console.log(`\n── ${name} ──\n${output}`);
}
for (const { name, passed, seconds } of outcomes) {
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`);
}
console.log(`${((performance.now() - began) / 1000).toFixed(1)} s in all`);
process.exitCode = outcomes.every((outcome) => outcome.passed) ? 0 : 1;

async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    outcomes.push(await run(...next));
  }
}

function run(name: string, command: string): Promise<Outcome> {
  const start = performance.now();
  return new Promise((resolve) => {
    // npm has put node_modules/.bin on the PATH.
    const child = spawn(command, { cwd: root, shell: true });
    let output = '';
    const keep = (piece: Buffer) => {
      output += piece.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('close', (code) => {
      const seconds = (performance.now() - start) / 1000;
      resolve({ name, passed: code === 0, seconds, output });
    });
  });
}
