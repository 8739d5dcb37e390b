/** A setting as it stands on the screen: found by its words, gone to by its element. */
export interface FoundSetting {
  /** The id of its part. */
  readonly part: string;
  readonly label: string;
  /** Where the cursor goes. */
  readonly target: HTMLElement;
}

interface Indexed extends FoundSetting {
  /** Everything that is written about it. */
  readonly words: string;
}

const CONTROLS = 'input, textarea, select, button, [role="combobox"]';
/** What is told and cannot be changed: the currency, the version. */
const FACTS = 'dt, [data-fact]';

/**
 * The settings whose words begin with what is typed, those named by it first. They are read off the parts
 * themselves, whichever of them are drawn in `around`: what is not there cannot be found, and nothing that
 * is there is forgotten.
 *
 * @param limit how many, at most
 */
export function findSettings(around: HTMLElement, typed: string, limit: number): FoundSetting[] {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return [];
  const found = settingsIn(around).filter(({ words }) => hasAll(words, wanted));
  const named = found.filter(({ label }) => hasAll(label, wanted));
  return [...new Set([...named, ...found])].slice(0, limit);
}

function settingsIn(around: HTMLElement): Indexed[] {
  const panels = [...around.querySelectorAll<HTMLElement>('[data-part]')];
  const all = panels.flatMap((panel) => {
    const part = panel.dataset.part ?? '';
    const groups = [...panel.querySelectorAll('fieldset')];
    const alone = [...panel.querySelectorAll<HTMLElement>(`${CONTROLS}, ${FACTS}`)].filter(
      (element) => !element.closest('fieldset'),
    );
    return [...groups.flatMap(asGroup), ...alone.flatMap(asOne)].map((one) => ({ ...one, part }));
  });
  const isFirst = (one: Indexed, at: number) =>
    all.findIndex(({ part, label }) => part === one.part && label === one.label) === at;
  return all.filter(isFirst);
}

/** Radio buttons and the like are one setting, named by their legend. */
function asGroup(group: HTMLFieldSetElement): Omit<Indexed, 'part'>[] {
  const label = textOf(group.querySelector('legend'));
  const target =
    group.querySelector<HTMLElement>('input:checked') ?? group.querySelector<HTMLElement>(CONTROLS);
  return label && target ? [{ label, target, words: textOf(group) }] : [];
}

function asOne(target: HTMLElement): Omit<Indexed, 'part'>[] {
  const label =
    target.getAttribute('aria-label') ??
    textOf(target.id ? document.querySelector(`label[for="${CSS.escape(target.id)}"]`) : null) ??
    '';
  const name = label === '' ? textOf(target) : label;
  const about = target.getAttribute('aria-describedby');
  const hint = about ? textOf(document.getElementById(about)) : '';
  return name === '' ? [] : [{ label: name, target, words: `${name} ${hint}` }];
}

function textOf(element: Element | null): string {
  return element?.textContent?.trim() ?? '';
}

function hasAll(text: string, wanted: readonly string[]): boolean {
  const words = wordsOf(text);
  return wanted.every((want) => words.some((word) => word.startsWith(want)));
}

/** Without capitals and accents, as people type who are in a hurry. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
