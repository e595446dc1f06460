import { leastIndent } from '../markdown/dialect.js';
import { EXPRESSION_COMMENT, type Form, HTML_COMMENT } from './form.js';

/** What makes pages of the editions. */
export const SITES = [
  'zola',
  'hugo',
  'jekyll',
  'eleventy',
  'mkdocs',
  'docusaurus',
  'vuepress',
  'astro',
  'mdx',
  'plain',
] as const;
export type Site = (typeof SITES)[number];

/** What a site decides about the text of an edition. */
export type SiteRules = Pick<Form, 'dialect' | 'engine' | 'hidden' | 'summary' | 'frontMatter' | 'indent'>;

/** The marks of summaries are those of each site's documentation, or of the theme that most of its blogs have. */
const RULES: Readonly<Record<Site, Omit<SiteRules, 'indent'>>> = {
  zola: {
    frontMatter: 'toml',
    dialect: 'commonmark',
    engine: 'zola',
    hidden: HTML_COMMENT,
    summary: '<!-- more -->',
  },
  hugo: {
    frontMatter: 'toml',
    dialect: 'commonmark',
    engine: 'hugo',
    hidden: HTML_COMMENT,
    summary: '<!--more-->',
  },
  jekyll: {
    frontMatter: 'yaml',
    dialect: 'kramdown',
    engine: 'liquid',
    hidden: HTML_COMMENT,
    summary: '<!--more-->',
  },
  eleventy: {
    frontMatter: 'yaml',
    dialect: 'commonmark',
    engine: 'liquid',
    hidden: HTML_COMMENT,
    summary: null,
  },
  mkdocs: {
    frontMatter: 'yaml',
    dialect: 'python-markdown',
    engine: 'jinja',
    hidden: HTML_COMMENT,
    summary: '<!-- more -->',
  },
  docusaurus: {
    frontMatter: 'yaml',
    dialect: 'mdx',
    engine: 'none',
    hidden: EXPRESSION_COMMENT,
    summary: '{/* truncate */}',
  },
  vuepress: {
    frontMatter: 'yaml',
    dialect: 'vue',
    engine: 'none',
    hidden: HTML_COMMENT,
    summary: '<!-- more -->',
  },
  astro: { frontMatter: 'yaml', dialect: 'commonmark', engine: 'none', hidden: HTML_COMMENT, summary: null },
  mdx: { frontMatter: 'yaml', dialect: 'mdx', engine: 'none', hidden: EXPRESSION_COMMENT, summary: null },
  plain: { frontMatter: null, dialect: 'commonmark', engine: 'mdbook', hidden: HTML_COMMENT, summary: null },
};

/** Where sites have posts that are not of the house's, by their documentation. */
const FILES: Readonly<Partial<Record<Site, string>>> = {
  jekyll: '_posts/{date}-newsletter.md',
  mkdocs: 'docs/blog/posts/newsletter-{month}.md',
  docusaurus: 'blog/{date}-newsletter.md',
  astro: 'src/content/blog/newsletter-{month}.md',
};

/** Where editions are, if nobody says so. */
export function usualFile(site: Site): string {
  return FILES[site] ?? 'content/this-month/{month}/index.md';
}

/** What the site decides about a file with that path. All sites read files of MDX as MDX. */
export function siteRules(site: Site, path: string): SiteRules {
  const { dialect, frontMatter } = RULES[site];
  const isMdx = /\.mdx$/i.test(path) && dialect !== 'mdx';
  const rules = isMdx ? { ...RULES.mdx, frontMatter } : RULES[site];
  return { ...rules, indent: leastIndent(rules.dialect) };
}

/** What tells which site a repository makes. */
export interface SiteTraces {
  /** The names in its root, then those in folders of it in which the site of a project often is. */
  readonly folders: readonly (readonly string[])[];
  /** Text of `config.toml`, which both Zola and Hugo read; `null`: there is none. */
  readonly configToml: string | null;
}

/** Names that only one kind of site has. */
const NAMES: readonly (readonly [Site, RegExp])[] = [
  ['docusaurus', /^docusaurus\.config\.\w+$/],
  ['vuepress', /^\.(?:vuepress|vitepress)$/],
  ['astro', /^astro\.config\.\w+$/],
  ['eleventy', /^(?:\.eleventy\.c?js|eleventy\.config\.\w+)$/],
  ['mkdocs', /^mkdocs\.ya?ml$/],
  ['hugo', /^(?:hugo\.(?:toml|ya?ml|json)|archetypes)$/],
  ['jekyll', /^_config\.(?:yml|yaml|toml)$/],
  // mdBook.
  ['plain', /^book\.toml$/],
];

/** The site that a repository makes, as far as its files tell; `null`: they do not. */
export function detectSite({ folders, configToml }: SiteTraces): Site | null {
  if (/^\s*base_url\s*=/m.test(configToml ?? '')) return 'zola';
  if (/^\s*baseURL\s*=/im.test(configToml ?? '')) return 'hugo';
  const found = folders.flatMap((names) =>
    NAMES.flatMap(([site, pattern]) => (names.some((name) => pattern.test(name)) ? [site] : [])),
  );
  return found[0] ?? null;
}
