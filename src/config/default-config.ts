import type { NewsletterConfig } from './newsletter-config.js';

/** The settings of a newsletter without a `newsletter.yml`. `newsletter` is the `nameWithOwner` of its repository. */
export function defaultConfig(newsletter: string): NewsletterConfig {
  const [owner = newsletter] = newsletter.split('/');
  return {
    newsletter,
    organization: owner,
    name: null,
    file: 'content/this-month/{month}/index.md',
    branch: 'next',
    template: null,
    exclude: ['about'],
    watch: [],
    group: 'repository',
    directCommits: 'learned',
    publishedAs: 'learned',
    order: 'learned',
    notes: true,
    images: [],
    fetchTitles: false,
    invite: 'none',
    hide: { bots: true, learned: true, authors: [], titles: [], paths: [], labels: [] },
    credit: { optOut: [] },
    check: { typos: true, allowedWords: [] },
    announce: { issue: null, address: null },
    repositories: {},
  };
}
