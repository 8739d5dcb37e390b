import type { Answer } from '../src-shared/contract/failure.ts';
import { type Approval, approval } from '../src-shared/contract/people-shapes.ts';
import { type Permission, rightOf } from '../src-shared/contract/permissions.ts';
import {
  type Output,
  type Parsed,
  type ProcedureName,
  procedures,
} from '../src-shared/contract/procedures.ts';
import type { Operator } from '../src-shared/contract/shapes.ts';
import type { Actor, SignedInActor } from './ledger/audit.ts';
import type { Messages } from './messages.ts';
import { Refusal } from './refusal.ts';

/** One screen's connection: who signed in there. */
export interface Session {
  operator: Operator | null;
  /** When somebody there last asked for something, on the clock that nobody sets. */
  lastAsked?: number;
}

/** @throws Refusal `sign-in-first` */
export function operatorOf(session: Session): Operator {
  if (!session.operator) throw new Refusal('sign-in-first');
  return session.operator;
}

/** Who does it, for the audit trail. */
export function actorOf(session: Session, approver: Operator | null): Actor {
  return { operatorId: session.operator?.id ?? null, approvedBy: approver?.id ?? null };
}

/** The same where somebody has to be signed in. @throws Refusal `sign-in-first` */
export function someoneOf(session: Session, approver: Operator | null): SignedInActor {
  return { operatorId: operatorOf(session).id, approvedBy: approver?.id ?? null };
}

/** `approver`: who stood by and approved; null where nobody had to. */
type Handler<Name extends ProcedureName> = (
  input: Parsed<Name>,
  session: Session,
  approver: Operator | null,
) => Output<Name> | Promise<Output<Name>>;

/** A subject's handlers; together they are the whole contract. */
export type Handlers<Name extends ProcedureName = ProcedureName> = {
  readonly [Each in Name]: Handler<Each>;
};

/** Somebody wanted to change something and was told no. */
export interface RefusedAttempt {
  readonly procedure: ProcedureName;
  readonly code: string;
  readonly operatorId: number | null;
}

export interface DispatchOptions {
  readonly handlers: Handlers;
  readonly messages: () => Messages;
  /** Before anything else is looked at: a session that nobody has used for long loses its operator. */
  readonly refresh: (session: Session, isPerson: boolean) => void;
  /** @throws Refusal where they are not who they say, or may not approve of it */
  readonly approve: (given: Approval, permission: Permission) => Promise<Operator>;
  /** Asked before anything is changed. @throws Refusal where the shop is no longer here */
  readonly mayAct: (procedure: ProcedureName) => void;
  readonly onRefused: (attempt: RefusedAttempt) => void;
  /** What is wrong with disk or file, where that is why a handler failed; null where it is not. */
  readonly troubleOf: (error: unknown) => Refusal | null;
  /** What nobody foresaw is written here; the screen gets a code and a sentence. */
  readonly onUnexpected: (procedure: string, error: unknown) => void;
  /** Parse what handlers answer, too. The tests do. */
  readonly checkOutputs: boolean;
}

export type Dispatch = (session: Session, name: string, input: unknown) => Promise<Answer<unknown>>;

/**
 * The one way in: checks the permission of the session's operator and, where the table wants it, the
 * approval of somebody beside them; parses the input; calls the handler. It always answers; nothing is
 * thrown at a transport.
 */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { handlers, messages, refresh, approve, mayAct, onRefused, troubleOf } = options;
  const { onUnexpected, checkOutputs } = options;

  async function run<Name extends ProcedureName>(
    session: Session,
    name: Name,
    given: unknown,
  ): Promise<unknown> {
    const procedure = procedures[name];
    const right = rightOf(session.operator?.role ?? 'nobody', procedure.permission);
    if (!right) {
      throw new Refusal(session.operator ? 'not-allowed' : 'sign-in-first', { procedure: name });
    }
    if (procedure.manner === 'acts') mayAct(name);
    const [input, approvedWith] = right === 'approved' ? apart(given) : [given, undefined];
    const parsed = procedure.input.safeParse(input);
    if (!parsed.success) throw badInput(name, parsed.error.issues[0]?.path);
    let approver: Operator | null = null;
    if (right === 'approved') {
      if (approvedWith === undefined) {
        const { permission } = procedure;
        throw new Refusal('approval-needed', { procedure: name, permission });
      }
      const shown = approval.safeParse(approvedWith);
      if (!shown.success) throw badInput(name, ['approval']);
      const sitting = session.operator;
      approver = await approve(shown.data, procedure.permission);
      // Checking takes a moment in which somebody else may have sat down, or the shop left.
      if (session.operator !== sitting) throw new Refusal('sign-in-first', { procedure: name });
      if (procedure.manner === 'acts') mayAct(name);
    }
    const handler: Handler<Name> = handlers[name];
    // The schema just parsed is the one that Parsed<Name> is made from.
    const value = await handler(parsed.data as Parsed<Name>, session, approver);
    if (checkOutputs) procedure.output.parse(value);
    return value;
  }

  return async (session, name, input) => {
    if (!isProcedure(name)) {
      const error = messages().failure('no-such-procedure', { procedure: name.slice(0, 60) });
      return { ok: false, error };
    }
    const { manner } = procedures[name];
    refresh(session, manner !== 'looks');
    const operatorId = session.operator?.id ?? null;
    try {
      return { ok: true, value: await run(session, name, input) };
    } catch (error) {
      const refusal = error instanceof Refusal ? error : troubleOf(error);
      if (!refusal) {
        onUnexpected(name, error);
        return { ok: false, error: messages().failure('unexpected', { procedure: name }) };
      }
      // To be asked for an approval is no refusal yet.
      if (manner === 'acts' && refusal.code !== 'approval-needed') {
        onRefused({ procedure: name, code: refusal.code, operatorId });
      }
      return { ok: false, error: messages().failure(refusal.code, refusal.detail) };
    }
  };
}

function badInput(procedure: string, path: readonly PropertyKey[] = []): Refusal {
  return new Refusal('bad-input', { procedure, field: path.join('.') || procedure });
}

/** The approval travels beside the fields of the input. */
function apart(given: unknown): [input: unknown, approval: unknown] {
  if (typeof given !== 'object' || given === null || !Object.hasOwn(given, 'approval')) {
    return [given, undefined];
  }
  const { approval: shown, ...input } = given as { approval: unknown };
  return [input, shown];
}

export function isProcedure(name: string): name is ProcedureName {
  return Object.hasOwn(procedures, name);
}
