import { describe, expect, it } from 'vitest';
import { fitText, isCodePage850 } from '../../src-main/printing/characters.ts';
import { columnsOnPaper } from '../../src-main/printing/layout.ts';
import {
  catalogues,
  english,
  isPlural,
  stem,
  type Texts,
  textsOf,
  translations,
} from '../languages/catalogues.ts';

/* Every language says everything that English says, with the same gaps to fill. */

const source = textsOf(english);
const languages = translations.map((language) => ({
  language,
  texts: textsOf(catalogues.get(language) ?? {}),
}));

/** What reads the same in English and another language: names, codes and a few shared words. */
const SAME_EVERYWHERE = ['PIN', 'PDF', 'DKGA', 'Firmware', 'VAT', 'VAT (%)', 'VAT {{rate}}'];
const SAME: Readonly<Record<string, readonly string[]>> = {
  fr: ['Date', 'Licence', 'Mobile', 'Module', 'Port', 'Type', 'Version'],
  pt: [],
  sw: [],
};

/** Words of English sentences that are words in none of the other languages. */
const ENGLISH_WORDS = /\b(?:the|and|was|were|is|are|this|that|with|not|from|its|of)\b/iu;

describe.each(languages)('the texts in $language', ({ language, texts }) => {
  const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  it('are all there, with the plural forms of the language, and no others', () => {
    expect([...texts.keys()].toSorted()).toEqual(keysFor(source, plurals).toSorted());
  });

  it('are in the order of the English ones', () => {
    expect([...texts.keys()].map(stem)).toEqual(keysFor(source, plurals).map((key) => stem(key)));
  });

  it('have the gaps of the English texts, with their formats', () => {
    const wrong = [...texts].filter(
      ([key, text]) => String(gapsOf(text)) !== String(gapsOf(englishOf(key))),
    );
    expect(wrong).toEqual([]);
  });

  it('are none of them empty, and without spaces at the ends or doubled', () => {
    const wrong = [...texts].filter(([, text]) => text === '' || /^\s|\s$|\s\s/u.test(text));
    expect(wrong).toEqual([]);
  });

  it('have curved apostrophes and quotation marks', () => {
    expect([...texts].filter(([, text]) => /['"]/u.test(text))).toEqual([]);
  });

  it('are translated', () => {
    const same = [...SAME_EVERYWHERE, ...(SAME[language] ?? [])];
    const left = [...texts].filter(
      ([key, text]) => text === englishOf(key) && !same.includes(text) && /\p{L}/u.test(text),
    );
    expect(left).toEqual([]);
    const words = [...texts].filter(([, text]) => ENGLISH_WORDS.test(withoutGaps(text)));
    expect(words).toEqual([]);
  });

  it('call nothing else what steps back from it', () => {
    const cancel = texts.get('screen.cancel');
    const same = [...texts].filter(([key, text]) => text === cancel && key.startsWith('screen.'));
    expect(same.map(([key]) => key)).toEqual(['screen.cancel']);
  });

  it('end like the English ones: sentences as sentences, labels as labels', () => {
    const wrong = [...texts].filter(([key, text]) => endOf(text) !== endOf(englishOf(key)));
    expect(wrong).toEqual([]);
  });

  it('name the status code that they explain', () => {
    const wrong = [...texts].filter(([key, text]) => {
      const code = /\bcode (\d\d)\b/u.exec(englishOf(key))?.[1];
      return code !== undefined && !text.includes(` ${code}`);
    });
    expect(wrong).toEqual([]);
  });

  it('fit where they stand: beside the keys of the rail, and on one line of narrow paper', () => {
    const rail = [...texts].filter(([key]) => /^screen\.rail\.(?!name$)/u.test(key));
    expect(rail.filter(([, text]) => text.length > 11)).toEqual([]);
    const lines = ['receipt.token', 'receipt.sample'].map((key) => texts.get(key) ?? '');
    expect(lines.filter((text) => text.length > columnsOnPaper(58))).toEqual([]);
  });

  it('can be printed by every receipt printer', () => {
    const slip = [...texts].filter(([key]) => key.startsWith('receipt.'));
    const lost = slip.filter(([, text]) => fitText(text, isCodePage850).includes('?'));
    expect(lost).toEqual([]);
  });
});

describe('the French texts', () => {
  it('have a narrow space that does not break around « » and before : ; ! ? %', () => {
    const texts = [...textsOf(catalogues.get('fr') ?? {})].map(
      ([key, text]) => [key, withoutGaps(text)] as const,
    );
    const wrong = texts.filter(([, text]) => /[^\u202f(][:;!?»%]|«[^\u202f]/u.test(text));
    expect(wrong).toEqual([]);
  });
});

/** The keys a language needs: English has `_one` and `_other` where a count is spoken of. */
function keysFor(texts: Texts, plurals: readonly string[]): string[] {
  return [...texts.keys()].flatMap((key) => {
    if (!isPlural(key)) return [key];
    return key.endsWith('_one') ? plurals.map((plural) => `${stem(key)}_${plural}`) : [];
  });
}

/** The English text of a key; of `_many` and the like, the one of `_other`. */
function englishOf(key: string): string {
  return source.get(key) ?? source.get(`${stem(key)}_other`) ?? '';
}

/** The gaps of a text in a fixed order, each with its format: `least, money`. */
function gapsOf(text: string): string[] {
  return [...text.matchAll(/\{\{(.*?)\}\}/gu)].map(([, gap = '']) => gap).toSorted();
}

function withoutGaps(text: string): string {
  return text.replace(/\{\{.*?\}\}/gu, '0');
}

/** The sign a text ends with, if it is one that ends a sentence or says that more comes. */
function endOf(text: string): string {
  return /[.?!…]$/u.exec(text)?.[0] ?? '';
}
