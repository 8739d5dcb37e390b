import { catalogues, english, textsOf } from '../languages/catalogues.ts';

/** A text with gaps in English and another language. */
interface Pair {
  readonly english: string;
  readonly other: string;
}

/** What stands in a gap when a pattern is tried on a text. */
const SAMPLES = ['1', 'x'];
const GAP = /\{\{\s*(\w+)\s*(,[^}]*)?\}\}/gu;

/**
 * Finds on a screen in another language what is written in English in a scene: by the catalogue, so that
 * each scene is written once.
 */
export class Words {
  readonly #pairs: readonly Pair[];

  constructor(language: string) {
    const others = textsOf(catalogues.get(language) ?? {});
    this.#pairs = [...textsOf(english)].map(([key, text]) => ({
      english: text,
      other: others.get(key) ?? text,
    }));
  }

  /** The pattern for what is said in English; `exact`: all of it is said. */
  of(said: string | RegExp, exact = false): RegExp {
    if (said instanceof RegExp) {
      return any([said.source, ...this.#matched(said), ...this.#begun(said.source)], false);
    }
    const same = this.#pairs.filter((pair) => pair.english === said);
    if (same.length > 0)
      return any(
        same.map(({ other }) => escaped(other)),
        exact,
      );
    const found = [...this.#filledIn(said), ...(exact ? [] : this.#containing(said))];
    return any([escaped(said), ...(found.length > 0 ? found : this.#composed(said))], exact);
  }

  /** "Change Sipho" from "Change {{name}}". */
  #filledIn(said: string): string[] {
    return this.#pairs.flatMap((pair) => {
      const found = new RegExp(`^${withGaps(pair.english, naming())}$`, 'iu').exec(said);
      if (!found) return [];
      const value = (name: string) => this.#valueOf(found.groups?.[name] ?? '');
      return [withGaps(pair.other, (name, format) => (format ? '.*' : value(name)))];
    });
  }

  /** What is in a gap may be a text of the catalogue itself: "Domestic". */
  #valueOf(value: string): string {
    const same = this.#pairs.filter((pair) => pair.english === value).map(({ other }) => other);
    return `(?:${[value, ...same].map(escaped).join('|')})`;
  }

  #containing(said: string): string[] {
    const wanted = said.toLowerCase();
    return this.#pairs
      .filter((pair) => pair.english.toLowerCase().includes(wanted))
      .map(({ other }) => withGaps(other, () => '.*'));
  }

  #matched(pattern: RegExp): string[] {
    const start = pattern.source.startsWith('^') ? '^' : '';
    const fits = (pair: Pair) =>
      SAMPLES.filter((sample) => pattern.test(pair.english.replace(GAP, sample)));
    return this.#pairs.flatMap((pair) => {
      const [sample, another] = fits(pair);
      if (sample === undefined) return [];
      // A pattern that fits one sample alone speaks of what is in the gap: "Z report 1".
      return [start + withGaps(pair.other, () => (another === undefined ? sample : '.*'))];
    });
  }

  /** "Go on with Zanele" from "Go on with {{name}}, {{amount}}". */
  #begun(said: string): string[] {
    return this.#pairs.flatMap((pair) => {
      const start = pair.english.split('{{', 1)[0] ?? '';
      if (start.length < 4 || start === pair.english || !said.startsWith(start)) return [];
      const value = escaped(said.slice(start.length));
      return [
        withGaps(pair.other, (name) =>
          pair.english.startsWith(`${start}{{${name}`) ? value : '.*',
        ),
      ];
    });
  }

  /** "Cash (R)": the longest text within it, translated. */
  #composed(said: string): string[] {
    const within = this.#pairs.filter(
      (pair) =>
        pair.english.length > 2 && !pair.english.includes('{{') && said.includes(pair.english),
    );
    const longest = Math.max(0, ...within.map((pair) => pair.english.length));
    return within
      .filter((pair) => pair.english.length === longest)
      .map((pair) => escaped(said.replace(pair.english, pair.other)));
  }
}

function any(patterns: readonly string[], whole: boolean): RegExp {
  const either = [...new Set(patterns)].join('|');
  return new RegExp(whole ? `^(?:${either})$` : either, 'iu');
}

/** The text as a pattern, each gap as `gap` says. */
function withGaps(text: string, gap: (name: string, format: boolean) => string): string {
  let pattern = '';
  let end = 0;
  for (const found of text.matchAll(GAP)) {
    const [all, name = '', format] = found;
    pattern += escaped(text.slice(end, found.index)) + gap(name, format !== undefined);
    end = found.index + all.length;
  }
  return pattern + escaped(text.slice(end));
}

/** A gap as a group of its name; where a text has the same gap twice, the second is as the first. */
function naming(): (name: string) => string {
  const seen = new Set<string>();
  return (name) => {
    if (seen.has(name)) return `\\k<${name}>`;
    seen.add(name);
    return `(?<${name}>.+)`;
  };
}

/** Spaces of any kind are one space to whoever finds by name. */
function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, '\\$&').replaceAll(/\s+/gu, '\\s+');
}
