import type { CommandLine, Reference } from '../commands/command.js';
import { pullRequestKey } from '../newsletter/activity/entry-lines.js';
import type { ReactedComment, WrittenComment } from './request.js';

/** A pull request that a comment on a draft names for another edition than that of its time. */
export interface EditionOverride {
  /** `nameWithOwner`, as it was written. */
  readonly repository: string;
  readonly number: number;
  /** As `pullRequestKey` makes it. */
  readonly key: string;
  /** The key of the edition's period. */
  readonly period: string;
  readonly login: string;
  /** Whether the bot confirmed it and it was not changed since, so that no permission needs to be looked up. */
  readonly isDone: boolean;
}

/** A comment on a draft, and what the bot did about it. */
export type DraftComment = WrittenComment & Pick<ReactedComment, 'isEdited' | 'reactions'>;

/** What the comments on the draft of `period` move to it: by `now`, and by `edition` with its key. */
export function overridesFor(
  comments: readonly DraftComment[],
  period: string,
  organization: string,
): readonly EditionOverride[] {
  return overridesIn(comments, period, organization).filter((override) => override.period === period);
}

/**
 * What earlier drafts postponed to the edition of `period`. `comments` are those on them, oldest first: of several words
 * about one pull request the last one that the bot confirmed counts, else the last one.
 */
export function postponedTo(
  period: string,
  comments: readonly DraftComment[],
  organization: string,
): readonly EditionOverride[] {
  const last = new Map<string, EditionOverride>();
  for (const override of overridesIn(comments, null, organization)) {
    if (override.isDone || last.get(override.key)?.isDone !== true) last.set(override.key, override);
  }
  return [...last.values()].filter((override) => override.period === period);
}

/** The keys of the periods to which commands on a pull request move it, whoever wrote them; `now`: the one that is being drafted. */
export function editionsAsked(commands: readonly CommandLine[]): readonly string[] {
  return commands.flatMap(({ parsed }) => {
    if ('problem' in parsed) return [];
    const { command } = parsed;
    return command.verb === 'edition' ? command.period : command.verb === 'now' ? 'now' : [];
  });
}

/** `now`: what is meant by that; `null`: it does not count. */
function overridesIn(
  comments: readonly DraftComment[],
  now: string | null,
  organization: string,
): readonly EditionOverride[] {
  return comments
    .filter(({ isBot, isMinimized }) => !isBot && !isMinimized)
    .flatMap(({ login, commands, isEdited, reactions }) => {
      const isDone = reactions.includes('ROCKET') && !isEdited;
      return commands.flatMap(({ parsed }) => {
        if (login === null || 'problem' in parsed) return [];
        const { command } = parsed;
        if (command.verb !== 'edition' && command.verb !== 'now') return [];
        const period = command.verb === 'edition' ? command.period : now;
        const named = pullRequestNamed(command.target, organization);
        return period === null || named === null ? [] : { ...named, period, login, isDone };
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
