import type { Output, Parsed } from '../../src-shared/contract/procedures.ts';
import { actorOf, type Handlers } from '../dispatch.ts';
import type { Actor } from '../ledger/audit.ts';
import { recorded } from '../ledger/recorded.ts';
import { type KeptVersion, type TariffVersion, writeTerms } from '../ledger/tariffs.ts';
import { Refusal } from '../refusal.ts';
import type { Shop } from '../shop.ts';
import { workedExample } from '../vending/worked-example.ts';

type Tariffs =
  | 'tariffs.list'
  | 'tariffs.versions'
  | 'tariffs.try'
  | 'tariffs.save'
  | 'debts.list'
  | 'debts.add'
  | 'debts.change'
  | 'debts.adjust'
  | 'debts.writeOff';

/** In the words of the audit trail. */
const WHAT = {
  added: 'tariff.added',
  planned: 'tariff.planned',
  changed: 'tariff.changed',
} as const;

/** A planned price may begin this long ago: it was typed with the minute, and that has gone by. */
const JUST_NOW_MS = 60_000;

/** What things cost, and what customers owe. */
export function tariffHandlers(shop: () => Shop): Handlers<Tariffs> {
  return {
    'tariffs.list': () => {
      const { books, clock } = shop();
      return books.tariffs.all(clock.now());
    },
    'tariffs.versions': ({ tariffId }) => versionsOf(shop(), tariffId),
    'tariffs.try': (input) => workedExample(input, shop().settings.deductionOrder),
    'tariffs.save': (input, session, approver) => save(shop(), input, actorOf(session, approver)),

    'debts.list': ({ customerId }) => shop().selling.debts.list(customerId),
    'debts.add': (input, session, approver) =>
      shop().selling.debts.add(input, actorOf(session, approver)),
    'debts.change': (input, session, approver) =>
      shop().selling.debts.change(input, actorOf(session, approver)),
    'debts.adjust': (input, session, approver) =>
      shop().selling.debts.adjust(input, actorOf(session, approver)),
    'debts.writeOff': (input, session, approver) =>
      shop().selling.debts.writeOff(input, actorOf(session, approver)),
  };
}

function versionsOf({ books, clock }: Shop, tariffId: number): Output<'tariffs.versions'> {
  const now = clock.now();
  const inForce = books.tariffs.current(tariffId, now)?.versionId ?? null;
  const versions = books.tariffs.versions(tariffId);
  if (versions.length === 0) throw new Refusal('tariff.unknown');
  return versions.map((version, index) => ({
    ...version,
    savedAt: version.savedAt.toISOString(),
    state: stateOf(version, versions[index - 1], inForce, now),
  }));
}

/** `before`: the version that stands above it, with a later beginning or the same one. */
function stateOf(
  { versionId, validFrom }: KeptVersion,
  before: KeptVersion | undefined,
  inForce: number | null,
  now: Date,
): Output<'tariffs.versions'>[number]['state'] {
  if (versionId === inForce) return 'in-force';
  if (before?.validFrom === validFrom) return 'replaced';
  return Date.parse(validFrom) > now.getTime() ? 'planned' : 'past';
}

function save(shop: Shop, input: Parsed<'tariffs.save'>, actor: Actor): TariffVersion {
  const { books, clock } = shop;
  const { tariffs } = books;
  const { id, name, priceClass, resource, validFrom, ...terms } = input;
  const namesake = tariffs.named(name);
  if (namesake !== null && namesake !== id) throw new Refusal('tariff.name-taken');
  const known = id === null ? null : tariffs.first(id);
  if (id !== null && !known) throw new Refusal('tariff.unknown');
  // Its meters count that, and its sales were of that.
  if (known && known.resource !== resource) throw new Refusal('tariff.resource-kept');
  const at = clock.now();
  const from = validFrom === null ? at : new Date(validFrom);
  if (from.getTime() < at.getTime() - JUST_NOW_MS) throw new Refusal('tariff.in-the-past');
  const facts = { name, priceClass, resource, terms: writeTerms(terms) };
  const saved = recorded(
    books,
    { actor, at },
    () => tariffs.save({ id, name, priceClass, resource, terms }, from, at),
    (tariffId) => ({
      what: WHAT[id === null ? 'added' : from > at ? 'planned' : 'changed'],
      facts: { ...facts, id: tariffId, validFrom: from.toISOString() },
    }),
  );
  const version = newest(tariffs.versions(saved));
  if (!version) throw new Refusal('tariff.unknown');
  const { savedAt: _, ...tariff } = version;
  return tariff;
}

function newest(versions: readonly KeptVersion[]): KeptVersion | undefined {
  return versions.reduce<KeptVersion | undefined>(
    (last, each) => (last && last.versionId > each.versionId ? last : each),
    undefined,
  );
}
