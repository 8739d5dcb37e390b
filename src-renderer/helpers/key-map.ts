/*
 * Every key of the till. The sheet of F1 shows this list; buttons can show no other key, and screens
 * listen to no other: `Shortcut` and `KeyName` are made from it. `text`: what it does, under `keys`.
 */

export const keyGroups = [
  {
    place: 'everywhere',
    keys: [
      { cap: 'Enter', text: 'enter' },
      { cap: 'Esc', text: 'escape' },
      { cap: '\u2191 \u2193', text: 'arrows' },
      { cap: '1\u20139', text: 'choose-person' },
      { cap: 'F1', text: 'f1' },
      { cap: 'F2', text: 'f2' },
      { cap: 'F3', text: 'f3' },
      { cap: 'F4', text: 'f4' },
      { cap: 'F8', text: 'f8' },
      { cap: 'F9', text: 'f9' },
      { cap: 'F10', text: 'f10' },
      { cap: 'F12', text: 'f12' },
      { cap: 'Alt O', text: 'reports' },
      { cap: 'Alt A', text: 'alarm' },
      { cap: 'Alt P', text: 'person' },
      { cap: 'Ctrl L', text: 'lock' },
      { cap: 'Ctrl + \u2212', text: 'zoom' },
    ],
  },
  {
    place: 'selling',
    keys: [
      { cap: 'Alt 1\u20136', text: 'quick' },
      { cap: 'Alt 7\u20130', text: 'payment' },
      { cap: 'F5', text: 'f5' },
      { cap: 'F6', text: 'f6' },
      { cap: 'F7', text: 'f7' },
      { cap: 'Alt B', text: 'split' },
      { cap: 'Alt C', text: 'cash' },
      { cap: 'Alt G', text: 'give' },
      { cap: 'Alt H', text: 'hold' },
      { cap: 'Alt J', text: 'another-meter' },
      { cap: 'Alt 1\u20139', text: 'recall' },
      { cap: 'Alt S', text: 'open-shift' },
      { cap: 'Ctrl C', text: 'copy' },
    ],
  },
  {
    place: 'elsewhere',
    keys: [
      { cap: 'Alt E', text: 'edit-customer' },
      { cap: 'Alt M', text: 'add-meter' },
      { cap: 'Alt N', text: 'add' },
      { cap: 'Alt R', text: 'refund' },
      { cap: 'Alt T', text: 'replace' },
      { cap: 'Alt W', text: 'explain' },
      { cap: 'Ctrl Enter', text: 'load' },
      { cap: 'Alt 1\u20135', text: 'period' },
      { cap: 'Ctrl F', text: 'find-setting' },
      { cap: 'Ctrl S', text: 'save' },
      { cap: 'Ctrl P', text: 'pdf' },
    ],
  },
] as const;

/** What stands on a key, or on several. */
export type Cap = (typeof keyGroups)[number]['keys'][number]['cap'];
/** Caps that stand for several keys. */
type Range =
  | '\u2191 \u2193'
  | '1\u20139'
  | 'Alt 1\u20135'
  | 'Alt 1\u20136'
  | 'Alt 1\u20139'
  | 'Alt 7\u20130'
  | 'Ctrl + \u2212';

/** A key as a button shows it. The digits with Alt are all in the sheet. */
export type Shortcut = Exclude<Cap, Range> | `Alt ${number}`;

type Listened<To> = To extends 'Esc'
  ? 'Escape'
  : To extends 'Ctrl Enter'
    ? 'Control+Enter'
    : To extends `Ctrl ${infer Letter}`
      ? `Control+${Lowercase<Letter>}`
      : To extends `Alt ${infer Digit extends number}`
        ? `Alt+${Digit}`
        : To extends `Alt ${infer Letter}`
          ? `Alt+${Lowercase<Letter>}`
          : To;

/** A key as a screen listens to it: `F2`, `Escape`, `Control+l`, `Alt+1`. */
export type KeyName = Listened<Shortcut>;

/** A key as `aria-keyshortcuts` names it. */
export function spokenKey(shortcut: Shortcut): string {
  return shortcut.replace('Ctrl', 'Control').replace('Esc', 'Escape').replace(' ', '+');
}
