import type { Command, CommandLine } from '../commands/command.js';
import { parseBareLinks, parseComment } from '../commands/parse-comment.js';
import { parseBody } from '../commands/parse-description.js';
import { compareText } from '../newsletter/markdown/order.js';
import type { DiscussedPullRequest, RequestSources, WrittenComment } from './request-sources.js';

/** One thing that was asked, and where. */
export interface Request extends CommandLine {
  readonly source: 'comment' | 'body' | 'label';
  /** `null` for what stands in a body or is a label. */
  readonly comment: WrittenComment | null;
  /** Who asks: the author for a body, for a label who gave it; `null`: nobody knows, or it was no person. */
  readonly login: string | null;
  /** Where it stands; `null`: on the draft. */
  readonly on: DiscussedPullRequest | null;
}

/** The label on a pull request that does what the command does. */
const LABELS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['newsletter: skip', { verb: 'hide', target: null, why: 'label' }],
  ['newsletter: highlight', { verb: 'highlight', target: null, why: null }],
]);

/** Whether the label asks for something. */
export function isCommandLabel(name: string): boolean {
  return LABELS.has(name.toLowerCase());
}

/**
 * Everything that was asked, by place, then by time. What bots wrote does not count, nor what was hidden on GitHub, nor
 * what was written by accounts that are no more.
 */
export function collectRequests(sources: RequestSources): readonly Request[] {
  const { pullRequests, draft, app } = sources;
  return [
    ...pullRequests
      .toSorted((left, right) => compareText(left.key, right.key))
      .flatMap((on) => [...askedByLabel(on), ...askedInBody(on), ...askedInComments(on.comments, on, app)]),
    ...askedInComments(draft, null, app),
  ];
}

function askedByLabel(on: DiscussedPullRequest): readonly Request[] {
  return [...LABELS].flatMap(([label, command]) => {
    const given = on.labels.find(({ name }) => name.toLowerCase() === label);
    if (given === undefined) return [];
    const at = { line: 1, column: 1 };
    return {
      source: 'label' as const,
      comment: null,
      login: given.login,
      on,
      at,
      line: label,
      parsed: { command },
    };
  });
}

function askedInBody(on: DiscussedPullRequest): readonly Request[] {
  // Updaters quote other people's release notes.
  const login = on.author;
  if (login === null) return [];
  return parseBody(on.body).map((addressed) => ({
    ...addressed,
    source: 'body' as const,
    comment: null,
    login,
    on,
  }));
}

function askedInComments(
  comments: readonly WrittenComment[],
  on: DiscussedPullRequest | null,
  app: string | null,
): readonly Request[] {
  const place = on === null ? 'draft' : 'pull request';
  return comments
    .filter(
      ({ login, isBot, isMinimized }) => login !== null && !isBot && !isMinimized && !/\[bot\]$/.test(login),
    )
    .toSorted((left, right) => compareText(left.createdAt, right.createdAt) || compareText(left.id, right.id))
    .flatMap((comment) => {
      const addressed = [
        ...parseComment(comment.body, { place, app }),
        ...(place === 'draft' ? parseBareLinks(comment.body) : []),
      ];
      const { login } = comment;
      return addressed.map((one) => ({ ...one, source: 'comment' as const, comment, login, on }));
    });
}
