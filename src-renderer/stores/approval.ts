import { create } from 'zustand';
import type { Answer, Failure } from '../../src-shared/contract/failure.ts';
import type { Approval, PersonToChoose } from '../../src-shared/contract/people-shapes.ts';
import type { Input, Output, ProcedureName } from '../../src-shared/contract/procedures.ts';
import { ask } from '../bridge/door.ts';
import { useTill } from './till.ts';

/** Something that waits for somebody who may approve of it. */
export interface ApprovalRequest {
  readonly id: number;
  readonly procedure: ProcedureName;
  /** What it is, as the till says it: the permission it takes. */
  readonly permission: string;
  /** Asks again, approved; answers why the approval itself was not accepted, or null. */
  readonly attempt: (approval: Approval) => Promise<Failure | null>;
  readonly cancel: () => void;
}

/** The one the dialog is about. */
export const useApproval = create<{ readonly request: ApprovalRequest | null }>()(() => ({
  request: null,
}));

let nextId = 1;
/** One dialog after the other. */
let turn: Promise<unknown> = Promise.resolve();

/** What is wrong with an approval, and not with what it is for: whoever approves may try again. */
const ABOUT_APPROVAL = [
  'people.wrong-secret',
  'people.wait',
  'people.unknown',
  'people.may-not-approve',
];

/**
 * Asks the till. Where it wants somebody to approve, a dialog asks them, and the till is asked again with
 * their approval. Cancelled, the answer is the `approval-needed` failure: nothing was done.
 */
export async function askApproved<Name extends ProcedureName>(
  name: Name,
  input: Input<Name>,
): Promise<Answer<Output<Name>>> {
  const answer = await ask(name, input);
  if (answer.ok || answer.error.code !== 'approval-needed') return answer;
  const { error } = answer;
  const asker = operatorId();
  const approved = turn.then(() => letApprove(name, input, error, asker));
  turn = approved.catch(() => undefined);
  return approved;
}

/** Whether nobody approved: nothing was done, and there is nothing to tell. */
export function isUnapproved(failure: Failure): boolean {
  return failure.code === 'approval-needed';
}

/** Those who may approve of it, but for whoever asks. */
export function approversOf(procedure: ProcedureName): Promise<Answer<PersonToChoose[]>> {
  return ask('people.approvers', { procedure });
}

function operatorId(): number | null {
  return useTill.getState().till?.operator?.id ?? null;
}

function letApprove<Name extends ProcedureName>(
  name: Name,
  input: Input<Name>,
  needed: Failure,
  asker: number | null,
): Promise<Answer<Output<Name>>> {
  return new Promise((resolve) => {
    const end = (answer: Answer<Output<Name>>) => {
      stop();
      useApproval.setState({ request: null });
      resolve(answer);
    };
    const cancel = () => end({ ok: false, error: needed });
    // What somebody asked for is not done for the next one who sits down.
    const stop = useTill.subscribe(() => {
      if (operatorId() !== asker) cancel();
    });
    if (operatorId() !== asker) {
      cancel();
      return;
    }
    const attempt = async (approval: Approval) => {
      const answer = await ask(name, { ...input, approval });
      if (!answer.ok && ABOUT_APPROVAL.includes(answer.error.code)) return answer.error;
      end(answer);
      return null;
    };
    const permission = String(needed.detail.permission ?? '');
    const id = nextId++;
    useApproval.setState({ request: { id, procedure: name, permission, attempt, cancel } });
  });
}
