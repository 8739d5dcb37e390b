import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';

/* The histories of licences and keys are a shop's own, and a licence that was not taken is no success. */

/** A till whose histories can be held back. */
const till = { loads: [{ id: 1 }], held: null as null | (() => void)[] };
let tell: (event: unknown) => void = () => {};

function call(name: string): Promise<unknown> {
  const listed = name === 'licences.list' || name === 'keys.list';
  const answer = listed
    ? { ok: true, value: till.loads }
    : { ok: false, error: { code: 'none', message: '', hint: '', detail: {} } };
  if (!till.held || !listed) return Promise.resolve(answer);
  return new Promise((resolve) => till.held?.push(() => resolve(answer)));
}

function onEvent(listener: typeof tell): () => void {
  tell = listener;
  return () => {};
}

vi.stubGlobal('window', { voltill: { call, onEvent } });
vi.stubGlobal('document', { documentElement: { dataset: {}, lang: '' } });

/* What is used of the stores. Their own types would bring the screen's texts into the till's. */
interface Loads {
  getState(): { readonly loads: readonly { readonly id: number }[] | null };
  setState(part: { loads: null }): void;
}
const { useTill } = await vi.importActual<{
  useTill: { setState(part: { till: { training: boolean; stage: 'open' } }): void };
}>('../../src-renderer/stores/till.ts');
const licences = await vi.importActual<{
  useLicences: Loads;
  refreshLicences(): Promise<void>;
  followLicences(): () => void;
}>('../../src-renderer/stores/licences.ts');
const keys = await vi.importActual<{
  useKeyLoads: Loads;
  refreshKeyLoads(): Promise<void>;
  followKeyLoads(): () => void;
}>('../../src-renderer/stores/key-loads.ts');
const { useNotices } = await vi.importActual<{
  useNotices: {
    getState(): { readonly notices: readonly { readonly kind: string }[] };
    setState(part: { notices: [] }): void;
  };
}>('../../src-renderer/stores/notices.ts');
afterAll(() => vi.unstubAllGlobals());

const open = (training: boolean) => useTill.setState({ till: { training, stage: 'open' } });

const histories = [
  {
    name: 'licences',
    store: licences.useLicences,
    refresh: licences.refreshLicences,
    follow: licences.followLicences,
  },
  {
    name: 'keys',
    store: keys.useKeyLoads,
    refresh: keys.refreshKeyLoads,
    follow: keys.followKeyLoads,
  },
];

describe.each(histories)('the history of $name', ({ store, refresh, follow }) => {
  const shown = () => store.getState().loads?.map(({ id }) => id) ?? null;
  beforeEach(async () => {
    Object.assign(till, { loads: [{ id: 1 }], held: null });
    open(true);
    const stop = follow();
    await refresh();
    await vi.waitFor(() => expect(shown()).toEqual([1]));
    return stop;
  });

  it('is the other shop’s after a switch, and none until that has told it', async () => {
    Object.assign(till, { loads: [{ id: 7 }], held: [] });
    open(false);
    expect(shown()).toBeNull();
    for (const answer of till.held ?? []) answer();
    await vi.waitFor(() => expect(shown()).toEqual([7]));
  });

  it('is never what was asked of the shop before', async () => {
    till.held = [];
    const asked = refresh();
    const late = till.held;
    Object.assign(till, { loads: [{ id: 7 }], held: null });
    open(false);
    await vi.waitFor(() => expect(shown()).toEqual([7]));
    for (const answer of late) answer();
    await asked;
    expect(shown()).toEqual([7]);
  });
});

describe('a licence whose answer was lost', () => {
  const problem = { code: 'licence.not-taken', message: '', hint: '', detail: {} };
  const settled = (state: string) => ({
    name: 'licence',
    value: { at: '2026-03-02T08:15:30Z', state, problem: state === 'loaded' ? null : problem },
  });
  beforeEach(() => {
    useNotices.setState({ notices: [] });
    return licences.followLicences();
  });

  it.each([
    ['loaded', 'done'],
    ['refused', 'failure'],
  ])('and which turns out %s is told as %s', (state, kind) => {
    tell(settled(state));
    expect(useNotices.getState().notices).toMatchObject([{ kind }]);
  });
});
