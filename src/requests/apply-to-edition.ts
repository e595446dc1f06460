import type { Command } from '../commands/command.js';
import type { IntroductionNote, LinkNote, WriteUpNote } from '../newsletter/edition/edition-notes.js';
import { blocksFrom, linesFrom } from '../newsletter/markdown/markdown.js';
import { compareText } from '../newsletter/markdown/order.js';
import { linkKey, withoutTracking } from '../newsletter/markdown/web-address.js';
import { whatCounts } from '../replies/refusals.js';
import type { RequestOutcome } from './answer.js';
import { type Decision, refused } from './authorize.js';
import type { RequestSources } from './request-sources.js';

/** What was asked for the edition as a whole, and the outcomes that are others than the judgement's. */
export interface NotedDraft {
  readonly introductions: readonly IntroductionNote[];
  readonly links: readonly LinkNote[];
  readonly writeUps: readonly WriteUpNote[];
  readonly outcomes: ReadonlyMap<Decision, RequestOutcome>;
}

type CommandOf<Verb extends Command['verb']> = Extract<Command, { readonly verb: Verb }>;

/** Puts the commands about the edition together. `judged` are in the order in which they count. */
export function noteDraft(judged: readonly Decision[], sources: RequestSources): NotedDraft {
  const outcomes = new Map<Decision, RequestOutcome>();
  const links = keepFirstLinks(judged, sources, outcomes);
  const writeUps = keepLast(judged, 'section', ({ repository }) => repository.toLowerCase(), outcomes);
  const introductions = keepLast(judged, 'intro', ({ crate }) => crate.toLowerCase(), outcomes);
  return {
    links,
    writeUps: writeUps.flatMap(([{ asked }, { repository, text }]) =>
      asked.login === null
        ? []
        : { repository, login: asked.login, text: blocksFrom(text, sources.imageHosts) },
    ),
    introductions: introductions
      .flatMap(([{ crate }, { text }]) => (crate === null ? [] : { ...crate, text: blocksFrom(text) }))
      .sort((left, right) => compareText(placeOf(left), placeOf(right))),
    outcomes,
  };
}

/** A link that stands in one of the last twelve editions is no news, nor is one that people typed into the draft. */
function keepFirstLinks(
  judged: readonly Decision[],
  { knownLinks, typedLinks }: RequestSources,
  outcomes: Map<Decision, RequestOutcome>,
): readonly LinkNote[] {
  const taken = new Map<string, Decision>();
  const links: LinkNote[] = [];
  const offered = judged.flatMap((one) =>
    one.command?.verb === 'link' ? [[one, one.command] as const] : [],
  );
  const isApplied = ({ outcome }: Decision) => outcome.kind === 'applied';
  const inOrder = offered.toSorted(([left], [right]) => Number(isApplied(right)) - Number(isApplied(left)));
  for (const [one, { part, url, title, text }] of inOrder) {
    const key = linkKey(url);
    const [edition, before] = [knownLinks.get(key), taken.get(key)];
    if (edition !== undefined) outcomes.set(one, refused(`The edition of ${edition} has that link.`));
    else if (typedLinks.has(key))
      outcomes.set(one, refused(`The draft has that link already, [there](${typedLinks.get(key)}).`));
    else if (before !== undefined) outcomes.set(one, refused(offeredBefore(before)));
    else if (isApplied(one))
      links.push({ part, url: withoutTracking(url), title, words: one.words, description: linesFrom(text) });
    taken.set(key, before ?? one);
  }
  return links;
}

function offeredBefore({ asked }: Decision): string {
  return `[The same link](${asked.comment?.url}) was offered before.`;
}

/** Of applied commands about the same thing the last one counts. */
function keepLast<Verb extends 'section' | 'intro'>(
  judged: readonly Decision[],
  verb: Verb,
  subjectOf: (command: CommandOf<Verb>) => string,
  outcomes: Map<Decision, RequestOutcome>,
): readonly (readonly [Decision, CommandOf<Verb>])[] {
  const last = new Map<string, readonly [Decision, CommandOf<Verb>]>();
  for (const one of judged) {
    if (!isOf(verb, one.command) || one.outcome.kind !== 'applied') continue;
    const subject = subjectOf(one.command);
    const before = last.get(subject)?.[0];
    if (before !== undefined) {
      outcomes.set(before, { kind: 'superseded', because: whatCounts(one.asked) });
    }
    last.set(subject, [one, one.command]);
  }
  return [...last.values()];
}

function isOf<Verb extends Command['verb']>(verb: Verb, command: Command | null): command is CommandOf<Verb> {
  return command?.verb === verb;
}

function placeOf({ repository, crate }: IntroductionNote): string {
  return `${repository} ${crate ?? ''}`.toLowerCase();
}
