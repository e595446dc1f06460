/** Requests per hour of one token, as GitHub counts them: REST, GraphQL points and search apart. */
export interface RateLimit {
  readonly used: Record<RateLimitResource, number>;
  /** When the hour ends, in seconds since 1970. By the machine's clock, as clients wait by theirs. */
  readonly reset: number;
}

export type RateLimitResource = 'core' | 'graphql';

export const hourlyLimit = 5000;

export function createRateLimit(): RateLimit {
  return { used: { core: 0, graphql: 0 }, reset: Math.floor(Date.now() / 1000) + 3600 };
}

export function rateLimitHeaders(
  rateLimit: RateLimit,
  resource: RateLimitResource,
): Readonly<Record<string, string>> {
  const used = rateLimit.used[resource];
  return {
    'x-ratelimit-limit': String(hourlyLimit),
    'x-ratelimit-remaining': String(Math.max(0, hourlyLimit - used)),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(rateLimit.reset),
    'x-ratelimit-resource': resource,
  };
}
