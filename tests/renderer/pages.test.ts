import { describe, expect, it, vi } from 'vitest';
import { createPages, type Page, type Paged, pageOf } from '../../src-renderer/helpers/pages.ts';
import type { Answer } from '../../src-shared/contract/failure.ts';

/** Answers that come when the test lets them: pages of two numbers each, from a hundred times the query on. */
function slowPages() {
  const out: (() => void)[] = [];
  const told: Paged<number>[] = [];
  const refusal = { code: 'none', message: '', hint: '', detail: {} };
  let refuses = false;
  const pages = createPages<number, number>(
    (query, last) =>
      new Promise<Answer<Page<number>>>((resolve) => {
        const first = last === null ? query * 100 : last + 1;
        out.push(() =>
          resolve(
            refuses
              ? { ok: false, error: refusal }
              : { ok: true, value: { items: [first, first + 1], more: first % 100 < 4 } },
          ),
        );
      }),
    (list) => told.push(list),
  );
  return {
    pages,
    out,
    refuse: () => {
      refuses = true;
    },
    shown: () => told.at(-1)?.items ?? null,
    last: () => told.at(-1),
    async answer(index: number) {
      await vi.waitFor(() => expect(out.length).toBeGreaterThan(index));
      out[index]?.();
      await new Promise((done) => setTimeout(done));
    },
  };
}

describe('a list that comes page by page', () => {
  it('grows by each page, up to the last', async () => {
    const { pages, answer, shown, last } = slowPages();
    pages.find(1);
    await answer(0);
    pages.next();
    await answer(1);
    expect(shown()).toEqual([100, 101, 102, 103]);
    expect(last()?.more).toBe(true);
    pages.next();
    await answer(2);
    expect(last()).toEqual({ items: [100, 101, 102, 103, 104, 105], more: false, failure: null });
  });

  it('asks once however often more is wanted', async () => {
    const { pages, out, answer, shown } = slowPages();
    pages.find(1);
    await answer(0);
    pages.next();
    pages.next();
    await answer(1);
    expect(out).toHaveLength(2);
    expect(shown()).toEqual([100, 101, 102, 103]);
  });

  it('puts no late page under what was looked for since', async () => {
    const { pages, answer, shown } = slowPages();
    pages.find(1);
    await answer(0);
    pages.next();
    pages.find(2);
    await answer(1);
    expect(shown()).toEqual([100, 101]);
    await answer(2);
    expect(shown()).toEqual([200, 201]);
  });

  it('keeps what it has where a page does not come, and says why', async () => {
    const { pages, answer, refuse, last } = slowPages();
    pages.find(1);
    await answer(0);
    refuse();
    pages.next();
    await answer(1);
    expect(last()).toMatchObject({ items: [100, 101], more: true, failure: { code: 'none' } });
    pages.next();
    await answer(2);
    expect(last()?.failure?.code).toBe('none');
  });

  it('changes one of them where it stands', async () => {
    const { pages, answer, shown } = slowPages();
    pages.find(1);
    await answer(0);
    pages.change((item) => (item === 101 ? 7 : item));
    expect(shown()).toEqual([100, 7]);
  });
});

describe('an answer as a page', () => {
  it('has the items of its kind, or the failure', () => {
    type Sales = Answer<{ sales: number[]; more: boolean }>;
    const came: Sales = { ok: true, value: { sales: [1], more: true } };
    const page = { ok: true, value: { items: [1], more: true } };
    expect(pageOf(came, ({ sales }: { sales: number[]; more: boolean }) => sales)).toEqual(page);
    const error = { code: 'none', message: '', hint: '', detail: {} };
    const failed: Sales = { ok: false, error };
    expect(pageOf(failed, ({ sales }: { sales: number[]; more: boolean }) => sales)).toBe(failed);
  });
});
