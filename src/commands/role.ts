/** Who a person is to an entry, from the least say to the most. */
export const TIERS = ['anyone', 'author', 'maintainer', 'editor'] as const;

export type Tier = (typeof TIERS)[number];

/** Whether the tier has the say that is needed. */
export function isAtLeast(tier: Tier, needed: Tier): boolean {
  return TIERS.indexOf(tier) >= TIERS.indexOf(needed);
}

/** How many tiers have less say. */
export function rankOf(tier: Tier): number {
  return TIERS.indexOf(tier);
}
