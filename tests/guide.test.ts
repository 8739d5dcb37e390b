import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { english } from './languages/catalogues.ts';

/* The user guide says what every alarm means, shows what is there, and leads nowhere that is not there. */

const guide = fileURLToPath(new URL('../docs/guide', import.meta.url));
const languages = ['en', 'fr'] as const;
const pagesIn = (language: string) => readdirSync(join(guide, language)).toSorted();

describe.each(languages)('the user guide in %s', (language) => {
  const folder = join(guide, language);
  const pages = pagesIn(language).map((file) => ({
    file,
    text: readFileSync(join(folder, file), 'utf8'),
  }));

  it('says what every alarm means', () => {
    const alarms = pages.find(({ file }) => file === 'alarms.md')?.text ?? '';
    const told = [...alarms.matchAll(/`([a-z-]+)`/gu)].map(([, code]) => code);
    expect(told.toSorted()).toEqual(Object.keys(english.alarms).toSorted());
  });

  it('leads to pages and shows pictures that are there', () => {
    const links = pages.flatMap(({ file, text }) =>
      [...text.matchAll(/\]\(([^)#]+)[^)]*\)/gu)].map(([, to = '']) => ({ file, to })),
    );
    expect(links.length).toBeGreaterThan(20);
    const dead = links.filter(({ file, to }) => !existsSync(join(dirname(join(folder, file)), to)));
    expect(dead).toEqual([]);
  });

  it('can be reached from its first page, every page of it', () => {
    const first = pages.find(({ file }) => file === 'README.md')?.text ?? '';
    const unreached = pages.filter(
      ({ file }) => file !== 'README.md' && !first.includes(`(${file})`),
    );
    expect(unreached.map(({ file }) => file)).toEqual([]);
  });

  it('shows every picture that was put there for it, and keeps them small', () => {
    const pictures = readdirSync(join(guide, 'pictures', language));
    const shown = pages.map(({ text }) => text).join('\n');
    expect(pictures.filter((picture) => !shown.includes(`/${language}/${picture}`))).toEqual([]);
    const large = pictures.filter(
      (picture) => readFileSync(join(guide, 'pictures', language, picture)).length > 200_000,
    );
    expect(large).toEqual([]);
  });
});

it('the guide has the same pages in every language', () => {
  expect(pagesIn('fr')).toEqual(pagesIn('en'));
});
