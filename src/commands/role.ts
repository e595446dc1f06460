/** Who a person is to an entry, from the least say to the most. */
export const ROLES = ['anyone', 'author', 'maintainer', 'editor'] as const;

export type Role = (typeof ROLES)[number];

/** Whether the role has the say that is needed. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** How many tiers have less say. */
export function rankOf(role: Role): number {
  return ROLES.indexOf(role);
}
