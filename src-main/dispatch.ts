import type { Answer } from '../src-shared/contract/failure.ts';
import { isAllowed } from '../src-shared/contract/permissions.ts';
import {
  type Output,
  type Parsed,
  type ProcedureName,
  procedures,
} from '../src-shared/contract/procedures.ts';
import type { Operator } from '../src-shared/contract/shapes.ts';
import type { Messages } from './messages.ts';
import { Refusal } from './refusal.ts';

/** One screen's connection: who signed in there. */
export interface Session {
  operator: Operator | null;
}

/** @throws Refusal `sign-in-first` */
export function operatorOf(session: Session): Operator {
  if (!session.operator) throw new Refusal('sign-in-first');
  return session.operator;
}

type Handler<Name extends ProcedureName> = (
  input: Parsed<Name>,
  session: Session,
) => Output<Name> | Promise<Output<Name>>;

/** A subject's handlers; together they are the whole contract. */
export type Handlers<Name extends ProcedureName = ProcedureName> = {
  readonly [Each in Name]: Handler<Each>;
};

export interface DispatchOptions {
  readonly handlers: Handlers;
  readonly messages: () => Messages;
  /** What nobody foresaw is written here; the screen gets a code and a sentence. */
  readonly onUnexpected: (procedure: string, error: unknown) => void;
  /** Parse what handlers answer, too. The tests do. */
  readonly checkOutputs: boolean;
}

export type Dispatch = (session: Session, name: string, input: unknown) => Promise<Answer<unknown>>;

/**
 * The one way in: parses the input, checks the permission of the session's operator, calls the
 * handler. It always answers; nothing is thrown at a transport.
 */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { handlers, messages, onUnexpected, checkOutputs } = options;
  const failed = (code: string, detail?: Readonly<Record<string, string | number>>) => ({
    ok: false as const,
    error: messages().failure(code, detail),
  });

  async function run<Name extends ProcedureName>(
    session: Session,
    name: Name,
    input: unknown,
  ): Promise<Answer<unknown>> {
    const procedure = procedures[name];
    if (!isAllowed(session.operator?.role ?? 'nobody', procedure.permission)) {
      return failed(session.operator ? 'not-allowed' : 'sign-in-first', { procedure: name });
    }
    const parsed = procedure.input.safeParse(input);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') || name;
      return failed('bad-input', { procedure: name, field });
    }
    const handler: Handler<Name> = handlers[name];
    // The schema just parsed is the one that Parsed<Name> is made from.
    const value = await handler(parsed.data as Parsed<Name>, session);
    if (checkOutputs) procedure.output.parse(value);
    return { ok: true, value };
  }

  return async (session, name, input) => {
    try {
      if (!isProcedure(name)) return failed('no-such-procedure', { procedure: name.slice(0, 60) });
      return await run(session, name, input);
    } catch (error) {
      if (error instanceof Refusal) return failed(error.code, error.detail);
      onUnexpected(name, error);
      return failed('unexpected', { procedure: name });
    }
  };
}

function isProcedure(name: string): name is ProcedureName {
  return Object.hasOwn(procedures, name);
}
