import type { PullRequest } from '../../src/newsletter/activity/work.js';
import type { Finding } from '../../src/newsletter/checks/check-edition.js';
import { EXPRESSION_COMMENT, type Form, HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { renderBody } from '../../src/newsletter/draft/dashboard.js';
import { NO_NOTES } from '../../src/newsletter/draft/draft.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { repository, sources } from './builders.js';
import { checkEdition, type TextToCheck } from './on-texts.js';

/** The house form on a site of MDX. */
export const MDX: Form = { ...HOUSE_FORM, hidden: EXPRESSION_COMMENT, dialect: 'mdx' };

/** A draft of May 2020 with these pull requests, as the bot renders it; its repositories have descriptions. */
export function freshDraft(pullRequests: readonly PullRequest[], form = HOUSE_FORM): TextToCheck {
  const names = [...new Set(pullRequests.map((merged) => merged.repository))].sort();
  const repositories = names.map((name) => repository(name, { description: 'Levers for kernels' }));
  const edition = assembleEdition(sources(pullRequests, { form, activity: { repositories } }));
  return {
    text: renderEdition(edition),
    edition,
    earlier: [],
    base: null,
    withoutSection: [],
    body: renderBody(edition, 'https://github.com/acme/news/edit/next/may.md', NO_NOTES),
    levels: {},
    spelling: null,
  };
}

/** What is found in a draft after a person changed it: `[line of text, title]`, in order. */
export function findingsIn(draft: TextToCheck): readonly (readonly [line: string, title: string])[] {
  const lines = draft.text.replace(/\r\n/g, '\n').split('\n');
  return checkEdition(draft).map(({ line, title }) => [lines[line - 1] ?? 'no such line', title]);
}

/** An edition without entries whose part of news holds the Markdown. */
export function page(markdown: string): TextToCheck {
  const text = `+++\ntitle = "May"\ndate = 2020-06-01\n+++\n\n## News\n\n${markdown}\n`;
  return { ...freshDraft([]), text };
}

/** What is found in an edition with the Markdown at line 8. */
export function check(markdown: string, more: Partial<TextToCheck> = {}): readonly Finding[] {
  return checkEdition({ ...page(markdown), ...more });
}

/** `line title` of what is found there, the first line of the Markdown being 1. */
export function found(markdown: string, more: Partial<TextToCheck> = {}): readonly string[] {
  return check(markdown, more).map(({ line, title }) => `${line - 7} ${title}`);
}
