/** What somebody at the till is: from the one who sells to the one whose money it is. */
export const roles = ['vendor', 'supervisor', 'owner'] as const;
export type Role = (typeof roles)[number];

/** `nobody` is a session before anyone signed in. */
export type Sitter = Role | 'nobody';

/** `approved`: only with somebody beside them who may do it alone, and says so with a PIN. */
type Right = 'alone' | 'approved';
type Rights = Readonly<Partial<Record<Sitter, Right>>>;

const everybody = {
  nobody: 'alone',
  vendor: 'alone',
  supervisor: 'alone',
  owner: 'alone',
} as const;
const staff = { vendor: 'alone', supervisor: 'alone', owner: 'alone' } as const;
const withSupervisor = { vendor: 'approved', supervisor: 'alone', owner: 'alone' } as const;
const leaders = { supervisor: 'alone', owner: 'alone' } as const;
const withOwner = { supervisor: 'approved', owner: 'alone' } as const;
const owner = { owner: 'alone' } as const;

/**
 * What a procedure needs. The one table that says who may do what; `dispatch` is the one place that
 * reads it.
 */
const permissions = {
  /** See what state the till is in: needed to draw the first screen. */
  look: everybody,
  /** Set the till up or restore it. Only while it has no shop yet: the handler checks that besides. */
  'set-up': everybody,
  'sign-in': everybody,
  'change-own-secret': staff,
  sell: staff,
  'see-sales': staff,
  /** Give money of a sale back. */
  refund: withSupervisor,
  /** Give units for nothing, and tokens in place of others. */
  'give-units': withSupervisor,
  /** Change meters and whose they are. A new one typed at the till, and marked so, needs only `sell`. */
  'manage-customers': withSupervisor,
  /** Say what a customer owes, change it, and give it up. */
  'manage-debts': withSupervisor,
  /** Take everybody's details out of the till as a file. */
  'export-customers': leaders,
  'manage-tariffs': owner,
  'manage-shop': owner,
  'see-module': staff,
  /** Load licences and keys, change the way to the module. */
  'manage-module': withSupervisor,
  /** Open, count and close a shift; put money into the drawer or take surplus to the safe. */
  'run-shift': staff,
  /** Take money out of the drawer to pay for something. */
  'pay-out': withSupervisor,
  /** Know what should be in the drawer: whoever counts it blind must not. */
  'see-takings': withSupervisor,
  /** Count a drawer again once the difference is known. */
  recount: withSupervisor,
  /** Know what was taken in any time, the running shift among it. */
  'see-reports': leaders,
  /** Open the cash drawer without a sale. */
  'open-drawer': withSupervisor,
  'see-deposit': leaders,
  'manage-deposit': withOwner,
  'see-audit': leaders,
  'see-backups': staff,
  'run-backup': staff,
  'manage-backups': owner,
  'manage-people': owner,
  /** Say that a clock is right although the ledger finds it strange. */
  'confirm-clock': withSupervisor,
} as const satisfies Record<string, Rights>;

export type Permission = keyof typeof permissions;

/** What somebody may do of it; null for nothing. */
export function rightOf(sitter: Sitter, permission: Permission): Right | null {
  const rights: Rights = permissions[permission];
  return rights[sitter] ?? null;
}

/** Whether somebody may do it without being approved of. */
export function isAllowed(sitter: Sitter, permission: Permission): boolean {
  return rightOf(sitter, permission) === 'alone';
}
