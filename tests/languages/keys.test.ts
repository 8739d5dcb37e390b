import { describe, expect, it } from 'vitest';
import { english, stem, textsOf } from './catalogues.ts';
import { type Asked, sourcesIn, textsAskedFor, textsWritten } from './sources.ts';

/*
 * Every text that is asked for is in the catalogue, and every text in the catalogue is asked for. Which
 * these are is read off the types: a key that is put together is known by what its parts can be.
 */

/** What only the running program knows: the expression → the test that looks after its texts. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  key: 'src-main/messages.ts itself, and the audit trail: audit/sentences.test.ts',
  '`errors.${sentences}.message`': 'messages.test.ts',
  '`errors.${sentences}.hint`': 'messages.test.ts',
  '`audit-terms.${String(value)}`': 'below',
  '`alarms.${code}.message`': 'below',
  '`alarms.${code}.advice`': 'below',
  heading: 'below: written where the heading is handed on',
};

const { screen, errors: _errors, audit: _audit, name: _name, ...ofMain } = english;
const onScreen = textsAskedFor(sourcesIn('src-renderer'));
const mainSources = sourcesIn('src-main', ['src-shared']);
const inMain = textsAskedFor(mainSources);
const written = textsWritten(mainSources);

describe('the texts of the screen', () => {
  it('are asked for by keys that are known', () => {
    expect(onScreen.length).toBeGreaterThan(400);
    expect(onScreen.filter(({ keys }) => keys === null)).toEqual([]);
  });

  it('are all there', () => {
    expect(missing(onScreen, keysOf(screen))).toEqual([]);
  });

  it('are all used', () => {
    const used = new Set(onScreen.flatMap(({ keys }) => keys ?? []));
    expect([...keysOf(screen)].filter((key) => !used.has(key))).toEqual([]);
  });
});

describe('the texts of the till', () => {
  it('are asked for by keys that are known', () => {
    expect(inMain.length).toBeGreaterThan(80);
    const unknown = inMain.filter(({ keys }) => keys === null);
    expect(unknown.filter(({ source }) => !Object.hasOwn(ELSEWHERE, source))).toEqual([]);
  });

  it('are all there', () => {
    expect(missing(inMain, keysOf(english))).toEqual([]);
  });

  it('are all used', () => {
    const used = new Set(inMain.flatMap(({ keys }) => keys ?? []));
    const isUsed = (key: string) => used.has(key) || written.has(key) || written.has(middle(key));
    expect([...keysOf(ofMain)].filter((key) => !isUsed(key))).toEqual([]);
  });
});

/** `alarms.licence-low.advice` → `licence-low`, `audit-terms.owner` → `owner`: what the till goes by. */
function middle(key: string): string {
  return /^(?:alarms|audit-terms)\.([^.]+)/u.exec(key)?.[1] ?? '';
}

function keysOf(texts: object): ReadonlySet<string> {
  return new Set([...textsOf(texts).keys()].map(stem));
}

function missing(asked: readonly Asked[], there: ReadonlySet<string>): string[] {
  return asked.flatMap(({ place, keys }) =>
    (keys ?? []).filter((key) => !there.has(key)).map((key) => `${place}: ${key}`),
  );
}
