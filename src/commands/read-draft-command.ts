import { LINK_PARTS, type LinkPart } from '../newsletter/edition/edition-notes.js';
import { linesFrom } from '../newsletter/markdown/markdown.js';
import { excessOf } from '../newsletter/markdown/text-limits.js';
import { isWebAddress } from '../newsletter/markdown/web-address.js';
import {
  type Arguments,
  cutWord,
  isBlank,
  type ParsedCommand,
  problemAt,
  trimmedBlock,
  writtenAddress,
} from './arguments.js';
import type { Command } from './command.js';
import { excessSentence, shownText, tooLong } from './read-entry-command.js';

/** Longest texts, in UTF-16 units. */
export const LONGEST_BLOCK = {
  title: 256,
  url: 2_000,
  description: 1_000,
  section: 20_000,
  intro: 4_000,
} as const;

/** Of a description: more of them are an article. */
const MOST_LINES = 12;

const REPOSITORY = /^[a-z\d][a-z\d_-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/i;
const CRATE = /^(?:[a-z\d][\w-]{0,99}\/)?(?!\.{1,2}$)[\w.-]{1,100}$/i;

export function readLink(given: Arguments): ParsedCommand {
  const first = cutWord(given);
  const part = partNamed(first.word);
  const rest = part === null ? given : first.rest;
  const { url, title } = cutAddress(rest);
  if (rest.text === '') return problemAt(rest, `The address is missing: \`${given.usage}\`.`);
  if (!isWebAddress(url)) {
    return problemAt(
      rest,
      `A web address, such as \`https://example.org/page\`, must stand here: \`${given.usage}\`.`,
    );
  }
  if (url.length > LONGEST_BLOCK.url) return problemAt(rest, tooLong(LONGEST_BLOCK.url));
  if (title.text.length > LONGEST_BLOCK.title) return problemAt(title, tooLong(LONGEST_BLOCK.title));
  const text = trimmedBlock(given.block);
  if (text.length > LONGEST_BLOCK.description) return problemAt(title, tooLong(LONGEST_BLOCK.description));
  const excess = excessOf(text);
  if (excess !== null) return problemAt(title, excessSentence(excess));
  if (text.split('\n').length > MOST_LINES && linesFrom(text).length > MOST_LINES) {
    return problemAt(title, 'The description is too long: at most twelve lines.');
  }
  return {
    command: {
      verb: 'link',
      part: part ?? 'news',
      url,
      title: isBlank(title.text) ? null : title.text,
      text: isBlank(text) ? '' : text,
    },
  };
}

/** The address that the arguments begin with, and the title: behind it, or both as a link in Markdown. */
function cutAddress(given: Arguments): { readonly url: string; readonly title: Arguments } {
  const [, words, address] = /^\[(.+)\]\((https?:\/\/\S+)\)$/i.exec(given.text) ?? [];
  if (words !== undefined && address !== undefined) return { url: address, title: { ...given, text: words } };
  const { word, rest: title } = cutWord(given);
  return { url: writtenAddress(word), title };
}

export function readSection(given: Arguments): ParsedCommand {
  const { word } = cutWord(given);
  const repository = word.replace(/^https?:\/\/github\.com\/([^/]+\/[^/]+?)(?:\.git)?\/?$/i, '$1');
  if (!REPOSITORY.test(repository)) {
    return problemAt(
      given,
      'The name of a repository with its owner must stand here, such as `phil-opp/blog_os`.',
    );
  }
  return withBlock(given, LONGEST_BLOCK.section, (text) => ({ verb: 'section', repository, text }));
}

export function readIntroduction(given: Arguments): ParsedCommand {
  const { word: crate } = cutWord(given);
  if (!CRATE.test(crate)) return problemAt(given, 'The name of a crate must stand here, such as `x86_64`.');
  return withBlock(given, LONGEST_BLOCK.intro, (text) => ({ verb: 'intro', crate, text }));
}

export function readDate(given: Arguments): ParsedCommand {
  const { word } = cutWord(given);
  if (!isDay(word)) return problemAt(given, 'A day must stand here, such as `2020-06-07`.');
  return { command: { verb: 'date', day: word } };
}

/** A verb that stands alone; what follows it is talk. */
export function readAlone(
  verb: 'refresh' | 'freeze' | 'thaw' | 'publish' | 'undo' | 'help' | 'status',
): () => ParsedCommand {
  return () => ({ command: { verb } });
}

/** A text behind the name counts as its first line. */
function withBlock(given: Arguments, longest: number, command: (text: string) => Command): ParsedCommand {
  const { rest } = cutWord(given);
  const block = trimmedBlock(given.block);
  const text =
    rest.text === ''
      ? block
      : `${rest.text}\n${given.block.replace(/^(?:\r\n|\r|\n)/, '').trimEnd()}`.trimEnd();
  if (isBlank(text))
    return problemAt(rest, `The text is missing; it stands on the lines below: \`${given.usage}\`.`);
  if (text.length > longest) return problemAt(rest, tooLong(longest));
  return shownText(rest, text, command);
}

function partNamed(word: string): LinkPart | null {
  return LINK_PARTS.find((part) => part === word.toLowerCase()) ?? null;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}
