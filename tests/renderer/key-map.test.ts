import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { keyGroups, spokenKey } from '../../src-renderer/helpers/key-map.ts';
import { nodesOf, parsed, placeOf } from '../languages/sources.ts';

/*
 * The sheet of F1 and the screens speak of the same keys. That no screen uses a key the sheet lacks is
 * seen to by the types; here it is shown that they are not gone around, and that no key stands there idle.
 */

const caps = keyGroups.flatMap(({ keys }) => keys.map(({ cap }) => cap));
const sources = parsed('src-renderer').filter(({ fileName }) => !fileName.endsWith('key-map.ts'));
const nodes = sources.flatMap((file) => [...nodesOf(file)]);

/** The names of keys, wherever a screen listens to one: `F2`, `Alt+a`. */
const listened = new Set(
  nodes.filter(ts.isPropertyAssignment).map(({ name }) => name.getText().replaceAll("'", '')),
);

describe('the sheet of keys', () => {
  it('names each key once', () => {
    expect(caps.filter((cap, index) => caps.indexOf(cap) !== index)).toEqual([]);
  });

  it('has no key that no screen listens to', () => {
    const single = caps.filter((cap) => /^(?:F\d+|(?:Alt|Ctrl) (?:[A-Z]|Enter))$/u.test(cap));
    expect(single.length).toBeGreaterThan(15);
    const idle = single.filter((cap) => {
      const [held, key] = cap.split(' ');
      const name = key
        ? `${held === 'Ctrl' ? 'Control' : held}+${key === 'Enter' ? key : key.toLowerCase()}`
        : cap;
      return !listened.has(name);
    });
    expect(idle).toEqual([]);
  });

  it('is what every button goes by', () => {
    const spoken = nodes
      .filter(ts.isJsxAttribute)
      .filter(({ name }) => name.getText() === 'aria-keyshortcuts');
    expect(spoken.length).toBeGreaterThan(5);
    const byHand = spoken.filter(
      ({ initializer }) =>
        !/\bspokenKey\(|String\(index \+ 1\)/u.test(initializer?.getText() ?? ''),
    );
    expect(byHand.map(placeOf)).toEqual([]);
  });
});

describe('a key as a screen reader names it', () => {
  it('is in the words of ARIA', () => {
    expect(spokenKey('Ctrl L')).toBe('Control+L');
    expect(spokenKey('Esc')).toBe('Escape');
    expect(spokenKey('Alt 1')).toBe('Alt+1');
    expect(spokenKey('F10')).toBe('F10');
  });
});
