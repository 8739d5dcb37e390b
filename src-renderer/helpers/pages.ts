import type { Answer, Failure } from '../../src-shared/contract/failure.ts';
import { latestOnly } from './latest.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Whether others come after them. */
  readonly more: boolean;
}

/** A list that comes page by page, as far as it has come. */
export interface Paged<Item> {
  /** Null until the till has answered. */
  readonly items: readonly Item[] | null;
  readonly more: boolean;
  readonly failure: Failure | null;
}

export const NO_PAGES = { items: null, more: false, failure: null } as const;

/** Asks for what is looked for: the first page, or the one after `last`. */
export type LoadPage<Query, Item> = (
  query: Query,
  last: Item | null,
) => Promise<Answer<Page<Item>>>;

/** What the till answered, as a page. */
export function pageOf<Value extends { readonly more: boolean }, Item>(
  answer: Answer<Value>,
  itemsOf: (value: Value) => readonly Item[],
): Answer<Page<Item>> {
  if (!answer.ok) return answer;
  return { ok: true, value: { items: itemsOf(answer.value), more: answer.value.more } };
}

/**
 * Loads a list page by page. A page that comes when something else is looked for already is dropped: it is
 * never put under what was found for that.
 */
export function createPages<Query, Item>(
  load: LoadPage<Query, Item>,
  tell: (list: Paged<Item>) => void,
) {
  let list: Paged<Item> = NO_PAGES;
  let asked: { readonly query: Query } | null = null;
  let waiting = false;
  const set = (next: Paged<Item>) => {
    list = next;
    tell(next);
  };
  const loader = latestOnly(
    ({ query, known }: { query: Query; known: readonly Item[] }) =>
      load(query, known.at(-1) ?? null),
    ({ known }, answer) => {
      waiting = false;
      if (!answer.ok) set({ ...list, failure: answer.error });
      else {
        const { items, more } = answer.value;
        set({ items: [...known, ...items], more, failure: null });
      }
    },
  );
  const send = (query: Query, known: readonly Item[]) => {
    waiting = true;
    loader.send({ query, known });
  };
  return {
    /** Looks for something, from the beginning. */
    find(query: Query): void {
      asked = { query };
      send(query, []);
    },
    /** The next page of what was looked for last; nothing while its answer is out. */
    next(): void {
      if (asked && !waiting) send(asked.query, list.items ?? []);
    },
    /** One of them is another now. */
    change(other: (item: Item) => Item): void {
      set({ ...list, items: list.items?.map(other) ?? null });
    },
  };
}
