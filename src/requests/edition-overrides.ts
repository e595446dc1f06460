import type { Reference } from '../commands/command.js';
import { parseComment } from '../commands/parse-comment.js';
import type { Month } from '../newsletter/activity/month.js';
import { pullRequestKey } from '../newsletter/activity/work.js';
import type { ReactedComment, WrittenComment } from './request-sources.js';

/** A pull request that a comment on a draft names for another edition than that of its month. */
export interface EditionOverride {
  /** `nameWithOwner`, as it was written. */
  readonly repository: string;
  readonly number: number;
  /** As `pullRequestKey` makes it. */
  readonly key: string;
  /** The edition. */
  readonly month: Month;
  readonly login: string;
  /** Whether the bot confirmed it and it was not changed since, so that nobody's say need be looked up. */
  readonly isDone: boolean;
}

/** Who is addressed, and where names of repositories are from. */
export interface OverrideContext {
  readonly app: string | null;
  readonly organization: string;
}

/** A comment on a draft, and what the bot did about it. */
export type DraftComment = WrittenComment & Pick<ReactedComment, 'isEdited' | 'reactions'>;

/** What the comments on the draft of `month` move to it: by `now`, and by `edition` with the month. */
export function overridesFor(
  comments: readonly DraftComment[],
  month: Month,
  context: OverrideContext,
): readonly EditionOverride[] {
  return movesIn(comments, month, context).filter((move) => move.month === month);
}

/**
 * What earlier drafts postponed to the edition of `month`. `comments` are those on them, oldest first: of several words
 * about one pull request the last one that the bot confirmed counts, else the last one.
 */
export function postponedTo(
  month: Month,
  comments: readonly DraftComment[],
  context: OverrideContext,
): readonly EditionOverride[] {
  const last = new Map<string, EditionOverride>();
  for (const move of movesIn(comments, null, context)) {
    if (move.isDone || last.get(move.key)?.isDone !== true) last.set(move.key, move);
  }
  return [...last.values()].filter((move) => move.month === month);
}

/** The editions to which a comment on a pull request moves it, whoever wrote it; `now`: that which is being drafted. */
export function editionsAsked(body: string, app: string | null): readonly (Month | 'now')[] {
  return parseComment(body, { place: 'pull request', app }).flatMap(({ parsed }) => {
    if ('problem' in parsed) return [];
    const { command } = parsed;
    return command.verb === 'edition' ? command.month : command.verb === 'now' ? 'now' : [];
  });
}

/** `now`: what is meant by that; `null`: it does not count. */
function movesIn(
  comments: readonly DraftComment[],
  now: Month | null,
  { app, organization }: OverrideContext,
): readonly EditionOverride[] {
  return comments
    .filter(({ isBot, isMinimized }) => !isBot && !isMinimized)
    .flatMap(({ login, body, isEdited, reactions }) => {
      const isDone = reactions.includes('ROCKET') && !isEdited;
      return parseComment(body, { place: 'draft', app }).flatMap(({ parsed }) => {
        if (login === null || 'problem' in parsed) return [];
        const { command } = parsed;
        if (command.verb !== 'edition' && command.verb !== 'now') return [];
        const month = command.verb === 'edition' ? command.month : now;
        const named = pullRequestNamed(command.target, organization);
        return month === null || named === null ? [] : { ...named, month, login, isDone };
      });
    });
}

function pullRequestNamed(target: Reference | null, organization: string) {
  const [, number] = /^#(\d+)$/.exec(target?.shortName ?? '') ?? [];
  if (target === null || target.repository === null || number === undefined) return null;
  const repository = target.repository.includes('/')
    ? target.repository
    : `${organization}/${target.repository}`;
  return { repository, number: Number(number), key: pullRequestKey(repository, Number(number)) };
}
