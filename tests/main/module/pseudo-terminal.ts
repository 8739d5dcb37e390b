export { PseudoTerminal } from '../../../src-main/module/emulator/pseudo-terminal.ts';
