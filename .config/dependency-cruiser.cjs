/** The arrow of imports (docs/architecture.md): renderer → shared ← main; nothing imports a shell. */
const SHELLS = '^src-main/(electron|counter|start)\\.ts$|^src-main/shell/';
/** Programs of the command line beside the till. They know its folder as the shells do. */
const COMMANDS = '^src-main/(backup|restore)-cli\\.ts$';
const EMULATOR = '^src-main/module/emulator/';
const SUBJECTS =
  'alarms|audit|backup|customers|deposit|keys|licences|people|printing|reports|shifts|vending';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Files that import each other cannot be read one by one. Types may.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^src-shared/' },
      to: { path: '^src-(main|renderer)/|^resources/|^tests/' },
    },
    {
      name: 'shared-knows-no-node',
      severity: 'error',
      from: { path: '^src-shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-never-imports-main',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^src-main/|^tests/' },
    },
    {
      name: 'renderer-knows-no-node',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-never-imports-renderer',
      severity: 'error',
      from: { path: '^src-main/' },
      to: { path: '^src-renderer/|^tests/' },
    },
    {
      name: 'nothing-imports-a-shell',
      severity: 'error',
      from: { path: '^src-', pathNot: `${SHELLS}|${COMMANDS}` },
      to: { path: `${SHELLS}|${COMMANDS}` },
    },
    {
      name: 'shells-use-the-till-only',
      severity: 'error',
      comment: 'Both shells stand on till.ts; what they share is in shell/ and src-shared/.',
      from: { path: SHELLS },
      to: { path: '^src-main/', pathNot: `${SHELLS}|^src-main/till\\.ts$` },
    },
    {
      name: 'the-emulator-is-another-program',
      severity: 'error',
      comment: 'It shares sts/ and the wire format with the till and nothing else.',
      from: { path: EMULATOR },
      to: {
        path: '^src-',
        pathNot: `${EMULATOR}|^src-shared/(sts/|result\\.ts)|^src-main/module/sts6/(frame|ptvd)\\.ts$`,
      },
    },
    {
      name: 'keys-and-crypto-stay-in-the-emulator',
      severity: 'error',
      comment: 'Only built-in.ts, which puts the training module into the till, opens this door.',
      from: { path: '^src-', pathNot: `${EMULATOR}|^src-main/module/built-in\\.ts$` },
      to: { path: EMULATOR },
    },
    {
      name: 'only-the-ledger-speaks-sql',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/ledger/' },
      to: { path: 'better-sqlite3' },
    },
    {
      name: 'ledger-and-module-know-no-subject',
      severity: 'error',
      from: { path: '^src-main/(ledger|module)/' },
      to: { path: `^src-main/(${SUBJECTS})/` },
    },
    {
      name: 'subjects-know-no-shop',
      severity: 'error',
      comment: 'procedures/ stands on the shop, the shop on its subjects.',
      from: { path: `^src-main/(ledger|module|${SUBJECTS})/` },
      to: { path: '^src-main/(shop|till|set-up)\\.ts$|^src-main/procedures/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: '.config/tsconfig.base.json' },
    detectJSDocImports: false,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
