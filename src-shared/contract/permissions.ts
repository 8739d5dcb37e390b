/** Who may sit at the till. `nobody` is a session before anyone signed in. */
export type Role = 'nobody' | 'owner';

/**
 * What a procedure needs. The one table that says who may do what; `dispatch` is the one place that
 * reads it.
 */
const permissions = {
  /** See what state the till is in: needed to draw the first screen. */
  look: ['nobody', 'owner'],
  /** Set the till up. Only while it has no shop yet: the handler checks that besides. */
  'set-up': ['nobody', 'owner'],
  'sign-in': ['nobody', 'owner'],
  sell: ['owner'],
  'see-sales': ['owner'],
  'manage-customers': ['owner'],
  'manage-tariffs': ['owner'],
  'manage-shop': ['owner'],
  'manage-module': ['owner'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function isAllowed(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = permissions[permission];
  return roles.includes(role);
}
