import type { TillState } from '../src-shared/contract/shapes.ts';
import type { Session } from './dispatch.ts';

/** What state the till is in, as one session sees it. */
export type StateOf = (session: Session) => TillState;
