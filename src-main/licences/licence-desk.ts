import { createHash } from 'node:crypto';
import type { LicenceLoad, LicenceReading } from '../../src-shared/contract/licence-shapes.ts';
import type { Clock } from '../clock.ts';
import type { SignedInActor } from '../ledger/audit.ts';
import type { LicenceRecord, Licences, LoadProblem } from '../ledger/licences.ts';
import type { Messages } from '../messages.ts';
import type { ModuleKeeper } from '../module/keeper.ts';
import { type LicenceOutcome, ModuleError, ModuleRefused } from '../module/security-module.ts';
import { moduleProblem } from '../module/snapshot.ts';
import { Refusal } from '../refusal.ts';
import { counterThen, licenceProblem, saysLoaded, wasTaken } from './licence-outcome.ts';
import { type LicenceFacts, licenceFacts, readLicenceText } from './licence-text.ts';
import { licenceView } from './licence-view.ts';

export interface LicenceDeskParts {
  readonly licences: Licences;
  readonly keeper: ModuleKeeper;
  readonly clock: Clock;
  readonly messages: () => Messages;
  /** It became known, without anybody asking, what had become of a licence. */
  readonly onSettled: (load: LicenceLoad) => void;
  /** What a module's counter said on either side of a licence; the keeper's snapshot says the same. */
  readonly onCounter: (moduleId: string, left: number) => void;
}

/** A certificate with what is known of it. The text itself goes to the module and nowhere else. */
interface Licence {
  readonly certificate: string;
  readonly digest: string;
  readonly facts: LicenceFacts;
}

/**
 * Hands licences to the security module. A load is written down before it is sent, so that one whose
 * answer was lost is found again: the module's counter, or the same licence pasted once more, then
 * tells what became of it. A module takes a licence once, so sending it again adds nothing twice.
 */
export class LicenceDesk {
  readonly #parts: LicenceDeskParts;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: LicenceDeskParts) {
    this.#parts = parts;
  }

  /** What is recognised in a text; nothing is sent. @throws Refusal `licence.*` for an unreadable one */
  read(text: string): LicenceReading {
    const { keeper, messages } = this.#parts;
    const licence = licenceIn(text);
    const { identity, transactionsLeft } = keeper.snapshot;
    const problem = this.#problemOf(licence);
    return {
      ...licence.facts,
      digest: licence.digest,
      length: licence.certificate.length,
      connectedModuleId: identity?.moduleId ?? null,
      transactionsLeft,
      problem: problem ? messages().failure(problem.code, problem.detail) : null,
    };
  }

  /**
   * Loads the licence in a text. Answers it as loaded, as refused by the module, or as asked where its
   * answer was lost.
   *
   * @throws Refusal where nothing was sent
   */
  load(text: string, actor: SignedInActor): Promise<LicenceLoad> {
    const licence = licenceIn(text);
    return this.#inTurn(async () => this.#view(await this.#loadOnce(licence, actor)));
  }

  /** The history, the latest first. */
  list(limit: number): LicenceLoad[] {
    return this.#parts.licences.latest(limit).map((record) => this.#view(record));
  }

  /** Null where there is none with that number. */
  get(id: number): LicenceLoad | null {
    const record = this.#parts.licences.get(id);
    return record && this.#view(record);
  }

  /** Finds out by the counter what became of licences whose answer was lost. */
  settle(): Promise<void> {
    return this.#inTurn(() => this.#settleOpen());
  }

  /** Resolves when nothing is being loaded any more. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  async #loadOnce(licence: Licence, actor: SignedInActor): Promise<LicenceRecord> {
    const { licences, keeper, onCounter } = this.#parts;
    await this.#settleOpen();
    const problem = this.#problemOf(licence);
    if (problem) throw new Refusal(problem.code, problem.detail);
    const again = this.#openLoadOf(licence);
    let id = again?.id ?? 0;
    let outcome: LicenceOutcome;
    try {
      outcome = await keeper.current().loadLicence(licence.certificate, (before) => {
        // A module host may have put another module behind the connection.
        if (before.moduleId !== keeper.snapshot.identity?.moduleId) {
          throw new Refusal('module.looking');
        }
        keeper.noteSpent();
        onCounter(before.moduleId, before.transactionsLeft);
        if (again) return;
        id = this.#write(() =>
          licences.ask(
            {
              ...licence.facts,
              operatorId: actor.operatorId,
              moduleId: before.moduleId,
              digest: licence.digest,
              counterBefore: before.transactionsLeft,
            },
            this.#parts.clock.now(),
            actor.approvedBy,
          ),
        );
      });
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      // The counter could not be read before: nothing was sent.
      throw new Refusal('licence.not-sent', { link: keeper.snapshot.linkName }, { cause: error });
    }
    this.#write(() => this.#close(id, outcome, again !== null));
    keeper.noteSpent();
    const { after } = outcome;
    if (after) onCounter(after.moduleId, after.transactionsLeft);
    return this.#get(id);
  }

  /** Writes down how a load ended. `again`: its first answer had been lost. */
  #close(id: number, { error, after }: LicenceOutcome, again: boolean): void {
    const { licences, clock, keeper } = this.#parts;
    const record = this.#get(id);
    // Only then was there time for sales between the first reading and this one.
    const left = after?.transactionsLeft ?? null;
    const counter = left !== null && again ? this.#counterThen(record, left) : left;
    // The counter tells nothing of a licence that another one was sent after.
    const counts = counter !== null && !(again && licences.isFollowed(record));
    const taken = counts ? wasTaken(record, counter) : null;
    const sentBefore = again || licences.wasThoughtNotTaken(record.moduleId, record.digest);
    // Also at the first asking it may say so: a bad line doubles requests.
    const hasIt = saysLoaded(error) && (sentBefore || taken === true);
    if (error === null || hasIt || (again && taken)) {
      licences.loaded(id, counter, clock.now());
    } else if (error instanceof ModuleRefused) {
      licences.refused(id, counter, licenceProblem(error), clock.now());
    } else if (error.spent === 'no' && !again) {
      const { linkName: link } = keeper.snapshot;
      licences.refused(id, counter, { code: 'licence.not-sent', detail: { link } }, clock.now());
    } else if (taken && counter !== null) {
      licences.loaded(id, counter, clock.now());
    } else if (taken === false) {
      licences.refused(id, counter, { code: 'licence.not-taken', detail: {} }, clock.now());
    } else {
      const { code } = moduleProblem(error, keeper.snapshot.linkName);
      const problem = { code: 'licence.unknown', detail: { reason: code } };
      licences.doubtful(id, counter, problem, clock.now());
    }
  }

  async #settleOpen(): Promise<void> {
    const { licences, keeper, clock, onSettled } = this.#parts;
    const { state, identity } = keeper.snapshot;
    if (state !== 'ready' || !identity) return;
    const open = licences
      .unsettled(identity.moduleId)
      .filter((record) => !licences.isFollowed(record));
    if (open.length === 0) return;
    let left: number;
    try {
      const counter = await keeper.current().transactionCounter();
      if (counter.moduleId !== identity.moduleId) return;
      left = counter.transactionsLeft;
    } catch (error) {
      // It is gone again; it is looked at again when it is back.
      if (error instanceof ModuleError) return;
      throw error;
    }
    keeper.noteSpent();
    for (const record of open) {
      const counter = this.#counterThen(record, left);
      const taken = wasTaken(record, counter);
      if (taken === null) continue;
      const now = clock.now();
      if (taken) licences.loaded(record.id, counter, now);
      else licences.refused(record.id, counter, { code: 'licence.not-taken', detail: {} }, now);
      onSettled(this.#view(this.#get(record.id)));
    }
  }

  /** Why a licence cannot be loaded, as far as that is known before it is sent. */
  #problemOf({ digest, facts }: Licence): LoadProblem | null {
    const { licences, keeper, clock } = this.#parts;
    const { state, identity, problem, clockDifferenceSeconds } = keeper.snapshot;
    if (state !== 'ready' || !identity) {
      return { code: problem?.code ?? 'module.looking', detail: problem?.detail ?? {} };
    }
    const { moduleId } = identity;
    if (facts.moduleId !== null && facts.moduleId !== moduleId) {
      return { code: 'licence.other-module', detail: { made: facts.moduleId, here: moduleId } };
    }
    if (licences.isLoaded(moduleId, digest)) return { code: 'licence.loaded-before', detail: {} };
    // By the module's clock, which is the one that decides.
    const moduleNow = clock.now().getTime() + (clockDifferenceSeconds ?? 0) * 1000;
    const today = new Date(moduleNow).toISOString().slice(0, 10);
    if (facts.expiresOn !== null && facts.expiresOn < today) {
      return { code: 'licence.expired', detail: { expiresOn: facts.expiresOn } };
    }
    return null;
  }

  /** The same licence, sent before, whose answer was lost. */
  #openLoadOf({ digest }: Licence): LicenceRecord | null {
    const moduleId = this.#parts.keeper.snapshot.identity?.moduleId ?? '';
    const open = this.#parts.licences.unsettled(moduleId);
    return open.find((record) => record.digest === digest) ?? null;
  }

  #counterThen(record: LicenceRecord, left: number): number {
    return counterThen(record, left, this.#parts.licences.soldThrough(record.moduleId));
  }

  #get(id: number): LicenceRecord {
    const record = this.#parts.licences.get(id);
    if (!record) throw new Error(`licence ${id} is not in the ledger`);
    return record;
  }

  #view(record: LicenceRecord): LicenceLoad {
    return licenceView(record, this.#parts.messages());
  }

  /** A disk that is full or gone becomes a sentence. */
  #write<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Refusal('licence.not-written', { reason }, { cause: error });
    }
  }

  /** One licence at a time. */
  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

/** @throws Refusal `licence.*` */
function licenceIn(text: string): Licence {
  const certificate = readLicenceText(text);
  if (!certificate.ok) throw new Refusal(`licence.${certificate.error}`);
  return {
    certificate: certificate.value,
    digest: createHash('sha256').update(certificate.value, 'ascii').digest('hex'),
    facts: licenceFacts(certificate.value),
  };
}
