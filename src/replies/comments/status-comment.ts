import { type Command, PREFIX } from '../../commands/command.js';
import { printCommand, verbOf } from '../../commands/verbs.js';
import {
  type CandidateList,
  candidateNumber,
  type ListedCandidate,
  printMemory,
} from '../../newsletter/draft/candidates.js';
import { atMost, type FittingBlock, fitBlocks } from '../../newsletter/draft/fit-text.js';
import { LINK_PARTS, type LinkPart } from '../../newsletter/edition/amendments.js';
import { type Edition, plannedSentence } from '../../newsletter/edition/edition.js';
import { cleanLines, codeSpan, inertText, link } from '../../newsletter/markdown/markdown.js';
import { type Answer, checkboxLine, hashCandidate, type Suggestion } from '../../requests/answer.js';
import { EDITED_BY_HAND } from '../refusals.js';
import { answerLines, codeBlock, newcomerClause, renderHelp } from './answer-lines.js';
import { type EntryState, renderEntryState } from './entry-comment.js';

/** The line by which the bot knows its status comment again. */
export const STATUS_MARKER = '<!-- newsletter status -->';

/** GitHub takes comments of up to 65,536 characters. */
const LONGEST_COMMENT = 60_000;
/** Of what an approved suggestion says, and of what is shown unfolded of one that waits. */
const LONGEST_EXCERPT = 1_500;
/** Kept free for candidates, whose list grows into what is left. */
const LEAST_FOR_CANDIDATES = 20_000;
/** Of all suggestions; the longest that there may be fits. */
const LONGEST_SUGGESTIONS = 55_000;
/** Entries that are shown to those who ask for them on the draft. */
const MOST_ENTRIES = 10;
/** Of the list of what could not be done. */
const LONGEST_LIST = 15_000;

/**
 * The one comment of the bot on the draft: suggestions with a checkbox each, and what could not be done. `answers` are
 * all those of the edition; `stateOf` tells what became of an entry; `edition` has those that stand first;
 * `areTicksHidden`: no tick counts; `candidates`: what else editors may tick. It pings nobody.
 */
export function renderStatus(
  answers: readonly Answer[],
  stateOf: (key: string) => EntryState,
  edition: Pick<Edition, 'sections' | 'plannedDay'>,
  areTicksHidden = false,
  candidates: CandidateList | null = null,
): string {
  const all = suggestionsIn(answers);
  const isListed = ({ command }: ListedSuggestion) => candidates !== null && command.verb === 'link';
  const suggestions = all.filter((suggestion) => !isListed(suggestion));
  const waiting = answers.filter(({ outcome }) => outcome.kind === 'waits').length;
  const onDraft = answers.filter(({ on, outcome }) => on === null && outcome.kind !== 'waits');
  const applied = answers.filter((answer) => answer.outcome.kind === 'applied' && !isControl(answer)).length;
  const asksHelp = onDraft.some(({ command }) => command?.verb === 'help');
  const blocks: readonly FittingBlock[] = [
    () => STATUS_MARKER,
    () => countsLine(applied, waiting),
    () => plannedSentence(edition),
    () => howToTick(all.length > 0, candidates !== null, areTicksHidden),
    atMost(LONGEST_SUGGESTIONS, (room) => renderSuggestions(suggestions, room)),
    atMost(LONGEST_LIST, (room) => list('Highlighted:', highlights(edition), room)),
    atMost(LONGEST_LIST, (room) =>
      list('Not done:', answerLines(onDraft.filter((answer) => !isEdited(answer))), room),
    ),
    atMost(LONGEST_LIST, (room) => list('Edited since then:', answerLines(onDraft.filter(isEdited)), room)),
    ...entriesAskedFor(onDraft, stateOf),
    () => (asksHelp ? renderHelp('draft') : ''),
  ];
  if (candidates === null) return fitBlocks(blocks, LONGEST_COMMENT);
  const rest = fitBlocks(blocks, LONGEST_COMMENT - LEAST_FOR_CANDIDATES);
  const links = all.filter(isListed).flatMap(toSuggestedLink);
  return `${rest}\n\n${renderCandidates(candidates, links, LONGEST_COMMENT - rest.length)}`;
}

/**
 * The bot's comment on a draft, once its edition is published: it says no more that something waits for a tick. All else stays, also
 * what people wrote there. `null`: nothing changes.
 */
export function statusAfterPublication(body: string): string | null {
  const lines = body.split(/\r?\n/);
  const text = lines
    .map((line) => {
      if (line === TICK || line === TICKS_HIDDEN) return NOT_TICKED;
      if (line === INTRODUCTION) return `**Candidates.** ${NOT_TICKED}`;
      if (COUNTS.test(line)) return line.replace(new RegExp(` ${WAITING}\\*\\*$`), ' not ticked**');
      if (line.startsWith('- [')) return line.replace(WAITS_BECAUSE, '; it waited because ');
      return line.replace(HOW_TO_MAKE_ROOM, '').replace(NARROW, '');
    })
    .join('\n');
  return text === lines.join('\n') ? null : text;
}

/** What `countsLine` gives. */
const COUNTS = /^\*\*(?:\d+ \w+ \w+(?:, )?)+\*\*$/;

const NOT_TICKED = 'The edition is published. What nobody ticked by then was not put in.';

function toSuggestedLink(suggestion: ListedSuggestion): readonly SuggestedLink[] {
  const { command } = suggestion;
  return command.verb === 'link' ? [{ part: command.part, text: renderSuggestion(suggestion) }] : [];
}

/** Commands that control the bot or its list of candidates are not counted. */
function isControl({ command }: Answer): boolean {
  return command !== null && (verbOf(command).about === 'control' || command.verb === 'dismiss');
}

/** Whether people's words in the draft count more: what was asked for may be there in other words. */
function isEdited({ outcome }: Answer): boolean {
  return outcome.kind === 'superseded' && outcome.because === EDITED_BY_HAND;
}

/** The entries that somebody asked about on the draft, each once. */
function entriesAskedFor(
  answers: readonly Answer[],
  stateOf: (key: string) => EntryState,
): readonly FittingBlock[] {
  const asked = answers.filter(({ outcome, about }) => outcome.kind === 'asked' && about !== null);
  const keys = [...new Set(asked.flatMap(({ about }) => about ?? []))].slice(0, MOST_ENTRIES);
  const heading: readonly FittingBlock[] = keys.length === 0 ? [] : [() => 'Asked about:'];
  const entries = keys.map((key): FittingBlock => {
    const isExplained = asked.some(({ about, command }) => about === key && command?.verb === 'why');
    // Further in, so that nothing of it is a checkbox of the bot's.
    const state = renderEntryState(stateOf(key), isExplained).replace(/\n(?=.)/g, '\n    ');
    return () => `- ${codeSpan(key)}: ${state}`;
  });
  return [...heading, ...entries];
}

/** What there is; '' if there is nothing. */
function countsLine(applied: number, waiting: number): string {
  const counts = [
    ...(applied === 0 ? [] : [`${count(applied, 'note')} applied`]),
    ...(waiting === 0 ? [] : [`${count(waiting, 'suggestion')} ${WAITING}`]),
  ];
  return counts.length === 0 ? '' : `**${counts.join(', ')}**`;
}

const WAITING = 'waiting';

/** The list of candidates says itself what a tick does. */
function howToTick(hasSuggestions: boolean, hasCandidates: boolean, areTicksHidden: boolean): string {
  if (areTicksHidden) return hasSuggestions || hasCandidates ? TICKS_HIDDEN : '';
  return hasSuggestions ? TICK : '';
}

const TICK = `When an editor ticks a suggestion, it goes into the draft with its present text. \`${PREFIX} help\` lists the commands.`;

const TICKS_HIDDEN = `Ticks do not count here, because GitHub does not show the bot who made them. To accept a suggestion, an editor writes the same command in a comment.`;

interface ListedSuggestion {
  readonly suggestion: Suggestion;
  readonly command: Command;
  readonly about: string | null;
  readonly isTicked: boolean;
}

/** Suggestions that wait or were ticked. */
function suggestionsIn(answers: readonly Answer[]): readonly ListedSuggestion[] {
  return answers.flatMap(({ command, about, outcome }) => {
    if (command === null || (outcome.kind !== 'waits' && outcome.kind !== 'applied')) return [];
    const { suggestion } = outcome;
    return suggestion === null ? [] : { suggestion, command, about, isTicked: outcome.kind === 'applied' };
  });
}

/** As many as have room, each whole: nobody approves what they cannot see. */
function renderSuggestions(suggestions: readonly ListedSuggestion[], room: number): string {
  const shown: string[] = [];
  let left = room - NO_ROOM.length - 40;
  for (const text of suggestions.map(renderSuggestion)) {
    if (text.length > left) continue;
    shown.push(text);
    left -= text.length + 2;
  }
  const more = suggestions.length - shown.length;
  if (more > 0) shown.push(NO_ROOM.replace('%', count(more, 'more suggestion')));
  return shown.join('\n\n');
}

const HOW_TO_MAKE_ROOM =
  ' They appear when others above are done: tick those, or hide their comments on GitHub.';
const NO_ROOM = `There is no room here for %.${HOW_TO_MAKE_ROOM}`;
const WAITS_BECAUSE = '; it waits because ';

/** The checkbox, and below it what would be put in, further in so that nothing of it is a checkbox of the bot's. */
function renderSuggestion({ suggestion, command, about, isTicked }: ListedSuggestion): string {
  const { login, url, hash } = suggestion;
  const what = about === null ? '' : ` about ${codeSpan(about)}`;
  const clause = newcomerClause(suggestion);
  const since = clause === null || isTicked ? '' : `${WAITS_BECAUSE}${clause}`;
  // The address of a comment leads to a place on a page.
  const place = url.includes('#') ? 'comment' : 'description';
  const line = checkboxLine(
    `${inertText(login)} ${suggestion.isGuess ? 'perhaps means' : 'suggests'} \`${command.verb}\`${what} ([${place}](${url}))${since}`,
    hash,
    isTicked,
  );
  const text = cleanLines(printCommand(asShown(command, suggestion.words)));
  const block = isTicked || text.length <= LONGEST_EXCERPT ? codeBlock(cut(text)) : folded(text);
  return `${line}\n\n${block.replace(/^(?=.)/gm, '  ')}`;
}

/** With what a link without a title would show. */
function asShown(command: Command, words: string | null): Command {
  return command.verb === 'link' && words !== null ? { ...command, title: words } : command;
}

function folded(text: string): string {
  const summary = `The whole text, ${text.length} characters`;
  return `<details><summary>${summary}</summary>\n\n${codeBlock(text)}\n\n</details>`;
}

function cut(text: string): string {
  return text.length <= LONGEST_EXCERPT
    ? text
    : `${text.slice(0, LONGEST_EXCERPT)}…\n(${text.length - LONGEST_EXCERPT} more characters are in the comment)`;
}

/** A line for each entry that stands first in its section since somebody asked for that, and why. */
function highlights({ sections }: Pick<Edition, 'sections'>): readonly string[] {
  return sections.flatMap(({ shown }) =>
    shown.flatMap(({ work, highlightedBecause }) =>
      highlightedBecause === null ? [] : `- ${codeSpan(work.key)}: ${inertText(highlightedBecause)}`,
    ),
  );
}

function list(heading: string, lines: readonly string[], room: number): string {
  const kept: string[] = [];
  let left = room - 100;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.push(line);
  }
  if (kept.length === 0) return '';
  const more = lines.length === kept.length ? [] : [`- … and ${lines.length - kept.length} more`];
  return [heading, '', ...kept, ...more].join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** What people suggest for a part, as the comment shows it. */
interface SuggestedLink {
  readonly part: LinkPart;
  /** Its checkbox, and what would be put in. */
  readonly text: string;
}

const PART_NAMES: Readonly<Record<LinkPart, string>> = {
  news: 'News',
  infra: 'Infrastructure and tooling',
  projects: 'Projects',
};

const INTRODUCTION = `**Candidates.** When an editor ticks one, it goes into the draft. When the tick is removed, it goes out again, unless somebody edited it there. To strike one, delete its line, or write \`${PREFIX} dismiss\` with its address or with the number at the end of its line.`;

/** Of the sources that have something wrong. */
const MOST_TROUBLES = 20;

/**
 * The candidates by part, the newest first, with what people suggest above them, and what the bot remembers of both: as
 * many whole lines as have room.
 */
function renderCandidates(
  { listed, more, memory, troubles }: CandidateList,
  suggested: readonly SuggestedLink[],
  room: number,
): string {
  const sentences = troubles
    .slice(0, MOST_TROUBLES)
    .map(({ source, what }) => `- ${codeSpan(source)} ${what}`);
  const fixed = [INTRODUCTION, ...suggested.map(({ text }) => text), ...sentences];
  let left = room - LEEWAY - fixed.join('\n\n').length - printMemory({ ...memory, candidates: [] }).length;
  const shown: ListedCandidate[] = [];
  for (const candidate of [...listed].sort((one, other) => Number(other.isTicked) - Number(one.isTicked))) {
    left -= lineOf(candidate).length + printMemory({ ...NOTHING, candidates: [candidate] }).length;
    if (left < 0) break;
    shown.push(candidate);
  }
  const kept = new Set(shown);
  const inOrder = listed.filter((candidate) => kept.has(candidate));
  const parts = LINK_PARTS.flatMap((part) => {
    const lines = inOrder.filter((candidate) => candidate.part === part).map(lineOf);
    const offers = suggested.filter((each) => each.part === part).map(({ text }) => text);
    const blocks = [...offers, ...(lines.length === 0 ? [] : [lines.join('\n')])];
    return blocks.length === 0 ? [] : [`${PART_NAMES[part]}:`, ...blocks];
  });
  const others = more + listed.length - inOrder.length;
  return [
    INTRODUCTION,
    ...parts,
    ...(parts.length === 0 ? ['There are none yet.'] : []),
    ...(others === 0 ? [] : [`${others} more ${others === 1 ? 'is' : 'are'} not listed.${NARROW}`]),
    ...(sentences.length === 0 ? [] : [`Sources:\n\n${sentences.join('\n')}`]),
    printMemory({ ...memory, candidates: inOrder }),
  ].join('\n\n');
}

const NARROW =
  ' They come as others above are dismissed. Labels, paths or title patterns in `sources` narrow the list.';

const NOTHING = { dismissed: [], failures: new Map() };

/** For headings and the sentences around the lists. */
const LEEWAY = 800;

function lineOf(candidate: ListedCandidate): string {
  const { url, title, date, source, why, isTicked } = candidate;
  const words = title === '' ? url : title;
  const facts = [codeSpan(source), date.slice(0, 10), ...(why === '' ? [] : [inertText(why)])];
  const text = `${link(inertText(words), quietAddress(url))} (${facts.join(', ')}) ${candidateNumber(url)}`;
  return checkboxLine(text, hashCandidate(candidate), isTicked);
}

/**
 * GitHub shows on an issue or pull request which comments link to it. Nobody there needs to know of a list of candidates, so the
 * comment links to GitHub's own redirection, which leaves no such trace (docs.renovatebot.com, "Avoiding backlinks").
 */
function quietAddress(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?github\.com\//i, 'https://redirect.github.com/');
}
