import { excludedRepositories } from '../config/newsletter-config.js';
import {
  intervalUntil,
  type MergedSearch,
  SEARCH_MERGED,
  searchText,
} from '../github/activity/merged-pull-requests.js';
import { createWriteAccess } from '../github/comments/draft-commands.js';
import { type Askers, readEdits } from '../github/comments/edit-history.js';
import type { Client } from '../github/connection/client.js';
import { explain, isForbidden, isNotFound, reasonOf } from '../github/connection/errors.js';
import { partialQuery } from '../github/connection/graphql.js';
import { type Coverage, countFound } from '../github/doctor/questions.js';
import { type FoundComment, readShortId } from '../github/doctor/recent-talk.js';
import { isSameBot, NameSet } from '../newsletter/activity/names.js';
import { publishedPlaces } from '../run/run-context.js';
import { check, type Diagnosis, ok, problem, unknown, warning } from './check.js';
import type { Patient } from './patient.js';

/** Sizes of pages of the period's search that are tried. */
const PAGE_SIZES = [5, 25, 50, 100];

/** Below this size of pages, a period of a large organization takes too many requests. */
const USUAL_PAGE = 25;

/** Lengths of searches that are tried: GitHub documents 256, and users saw less refused. */
const SEARCH_LENGTHS = [200, 256, 300, 500];

/** Ids that fit into 32 bits are below; those of comments passed it in 2024. */
const LARGEST_SHORT_ID = 2 ** 31 - 1;

const TRY_WRITING =
  'Name an issue of the newsletter on which the doctor may write: this-month-bot doctor --write-test owner/name#number.';

/** What reading comes to with these credentials, where nobody can know it beforehand. */
export const READING_CHECKS = [
  check<readonly Coverage[]>({
    name: 'search',
    ask: (patient) => patient.coverage(),
    judge: judgeCoverage,
  }),

  check<{ readonly own: number; readonly tried: readonly SearchTried[] }>({
    name: 'long searches',
    async ask(patient) {
      const { reader } = await patient.clients();
      const text = periodSearchText(await periodSearch(patient));
      const texts = [text, ...SEARCH_LENGTHS.flatMap((length) => lengthen(text, length))];
      const tried: SearchTried[] = [];
      for (const each of texts) {
        tried.push({ length: each.length, isAnswered: (await countFound(reader, each)) !== null });
      }
      return { own: text.length, tried };
    },
    judge({ own, tried }) {
      const refused = tried.filter(({ isAnswered }) => !isAnswered).map(({ length }) => length);
      const longest = Math.max(...tried.flatMap(({ length, isAnswered }) => (isAnswered ? [length] : [0])));
      if (refused.includes(own)) {
        return problem(
          `GitHub refuses the search for the period, of ${own} characters.`,
          'Name fewer repositories in "exclude".',
        );
      }
      const limit = refused.length === 0 ? 'none was refused' : `refused: ${refused.join(', ')}`;
      return ok(`The search for the period has ${own} characters. Answered up to ${longest}; ${limit}.`);
    },
  }),

  check<readonly PageTried[]>({
    name: 'page sizes',
    ask: tryPages,
    judge: judgePages,
  }),

  check<
    | {
        readonly here: boolean | null;
        readonly elsewhere: { readonly name: string; readonly isKnown: boolean } | null;
      }
    | 'nobody'
  >({
    name: 'who may command',
    async ask(patient) {
      const [login] = (await patient.talk()).people;
      if (login === undefined) return 'nobody';
      const { nameWithOwner } = await patient.newsletterNow();
      const { reader } = await patient.clients();
      const mayWrite = createWriteAccess(reader, patient.now());
      const other = (await patient.coverage()).find(
        (repository) => repository.nameWithOwner !== nameWithOwner,
      );
      const answer = other === undefined ? null : await mayWrite(other.nameWithOwner, login);
      return {
        here: await mayWrite(nameWithOwner, login),
        elsewhere: other === undefined ? null : { name: other.nameWithOwner, isKnown: answer !== null },
      };
    },
    judge(found) {
      if (found === 'nobody')
        return unknown(
          'Nobody has opened a pull request in the newsletter yet.',
          'Ask again when somebody has.',
        );
      if (found.here === null) {
        return problem(
          'GitHub does not say who may write to the newsletter, so editors cannot give commands.',
          'Use an App that is installed there, or the token of somebody who may write there.',
        );
      }
      if (found.elsewhere?.isKnown === false) {
        return warning(
          `GitHub says who may write to the newsletter, but not who maintains ${found.elsewhere.name}.`,
          'Name the people in "maintainers" in the settings, or install the App there.',
        );
      }
      return ok('GitHub says who may write to the newsletter.');
    },
  }),

  check<CommentIds | 'none'>({
    name: 'comment ids',
    async ask(patient) {
      const [newest] = (await patient.talk()).comments;
      return newest === undefined ? 'none' : readIds((await patient.clients()).reader, newest);
    },
    judge(ids) {
      if (ids === 'none') return unknown('There are no comments on the newest pull requests.', TRY_WRITING);
      return judgeIds(ids);
    },
  }),

  check<readonly { readonly viewerDidAuthor: boolean }[]>({
    name: 'own comments',
    async ask(patient) {
      const { login } = (await patient.viewer()).viewer;
      return (await patient.talk()).comments.filter(({ author }) => isSameBot(author?.login, login));
    },
    judge(comments) {
      if (comments.length === 0)
        return unknown('The bot has not commented on the newest pull requests.', TRY_WRITING);
      const own = comments.filter(({ viewerDidAuthor }) => viewerDidAuthor).length;
      const found = `GitHub recognizes ${own} of ${comments.length} comments of the bot as its own.`;
      if (own === comments.length) return ok(found);
      return problem(
        `${found} The bot would write the others again.`,
        'Report this with the output of --json.',
      );
    },
  }),

  check<Edits | 'none'>({
    name: 'edit history',
    async ask(patient) {
      const edited = (await patient.talk()).comments.find(({ lastEditedAt }) => lastEditedAt !== null);
      return edited === undefined ? 'none' : countEdits(await patient.clients(), edited.id);
    },
    judge(edits) {
      if (edits === 'none') return unknown('No comment on the newest pull requests was edited.', TRY_WRITING);
      return judgeEdits(edits);
    },
  }),
];

interface SearchTried {
  readonly length: number;
  readonly isAnswered: boolean;
}

function judgeCoverage(repositories: readonly Coverage[]): Diagnosis {
  if (repositories.length === 0) return unknown('No public repository has a merged pull request.');
  const counts = repositories.map(({ nameWithOwner, isInstalled, listed, found }) => {
    return `${nameWithOwner}${isInstalled ? '' : ' (without the App)'}: ${found} of ${listed}`;
  });
  const found = `The search finds merged pull requests of ${counts.join(', ')}.`;
  if (repositories.some((each) => each.found === 0)) {
    const isOutside = repositories.some((each) => each.found === 0 && !each.isInstalled);
    const advice = isOutside
      ? 'Install the App on these repositories too, or on all.'
      : 'Wait a few minutes: the search may lag behind. If it stays like this, report this with the output of --json.';
    return problem(`${found} The bot would miss what it does not find.`, advice);
  }
  if (repositories.some((each) => each.found < each.listed)) {
    return warning(
      found,
      'If a few are missing, their accounts may be hidden, and the bot finds their commits. If many are missing, report this with the output of --json.',
    );
  }
  return ok(found);
}

/** The search for the period that is due, as a run makes it. */
async function periodSearch(patient: Patient): Promise<MergedSearch> {
  const config = await patient.config();
  const { periods, isOrganization } = await patient.published();
  const newsletter = await patient.newsletterNow();
  const now = patient.now();
  const { calendar } = publishedPlaces(newsletter, config);
  const period = calendar.due(now, periods) ?? calendar.of(now);
  return {
    owner: `${isOrganization ? 'org' : 'user'}:${config.organization}`,
    interval: intervalUntil(period),
    exclude: excludedRepositories(config),
    includePrivate: newsletter.isPrivate,
    conversations: config.notes,
    watch: new NameSet(),
    movedTo: null,
    takenBackIn: null,
    botLogin: null,
  };
}

function periodSearchText(search: MergedSearch): string {
  return searchText(search, search.interval);
}

/** The search with terms that change nothing, as long as that; nothing where it is as long already. */
function lengthen(text: string, length: number): readonly string[] {
  const missing = length - text.length - ' -label:'.length;
  return missing < 1 ? [] : [`${text} -label:${'x'.repeat(missing)}`];
}

interface PageTried {
  readonly size: number;
  readonly milliseconds: number;
  /** Points of the rate limit; `null` where GitHub did not say. */
  readonly points: number | null;
  /** Why it is not whole; `null`: it is. */
  readonly failure: string | null;
}

async function tryPages(patient: Patient): Promise<readonly PageTried[]> {
  const { reader } = await patient.clients();
  const search = await periodSearch(patient);
  const tried: PageTried[] = [];
  for (const size of PAGE_SIZES) tried.push(await tryPage(patient, reader, search, size));
  return tried;
}

/** The search of a run, which asks also what it costs. */
const COSTED_SEARCH = SEARCH_MERGED.document.replace('{', '{ rateLimit { cost }');

async function tryPage(
  patient: Patient,
  reader: Client,
  search: MergedSearch,
  size: number,
): Promise<PageTried> {
  const variables = {
    search: periodSearchText(search),
    conversations: search.conversations,
    after: null,
    first: size,
    request: { retries: 0 },
  };
  const start = patient.elapsed();
  const answer = await partialQuery<{ readonly rateLimit: { readonly cost: number } | null }>(
    reader,
    COSTED_SEARCH,
    variables,
  ).catch((error: unknown) => ({ data: { rateLimit: null }, errors: [], thrown: explain(error) }));
  const [error] = answer.errors;
  const thrown = 'thrown' in answer ? answer.thrown : null;
  return {
    size,
    milliseconds: Math.round(patient.elapsed() - start),
    points: answer.data.rateLimit?.cost ?? null,
    failure: thrown ?? (error === undefined ? null : `${reasonOf(error)}.`),
  };
}

function judgePages(tried: readonly PageTried[]): Diagnosis {
  const results = tried.map(({ size, milliseconds, points, failure }) => {
    const cost = points === null ? '' : `, ${points} ${points === 1 ? 'point' : 'points'}`;
    return `${size}: ${(milliseconds / 1000).toFixed(1)} s${cost}${failure === null ? '' : `, failed (${failure})`}`;
  });
  const found = `Pull requests a page: ${results.join('; ')}`;
  const isGood = (size: number) => tried.find((each) => each.size === size)?.failure === null;
  if (isGood(USUAL_PAGE)) return ok(`${found}.`);
  if (tried.some(({ failure }) => failure === null)) {
    return warning(
      `${found}.`,
      'Nothing to do: the bot asks for as much as GitHub answers, in more requests. Report this with the output of --json.',
    );
  }
  return problem(
    `${found}.`,
    'Run again in a few minutes. If it stays like this, report this with the output of --json.',
  );
}

/** Both ids of a comment, the short one in 32 bits; `null`: GitHub does not tell it. */
interface CommentIds {
  readonly createdAt: string;
  readonly full: string | null;
  readonly short: number | null;
}

export async function readIds(
  reader: Client,
  { id, createdAt, fullDatabaseId: full }: FoundComment,
): Promise<CommentIds> {
  return { createdAt, full, short: await readShortId(reader, id) };
}

export function judgeIds({ createdAt, full, short }: CommentIds): Diagnosis {
  const day = createdAt.slice(0, 10);
  if (full === null) {
    return problem(
      `GitHub does not give the full id of a comment of ${day}.`,
      'Report this with the output of --json.',
    );
  }
  const size = Number(full) > LARGEST_SHORT_ID ? 'beyond' : 'within';
  return ok(
    `A comment of ${day} has the id ${full}, ${size} 32 bits; its 32-bit field has ${short ?? 'no value'}.`,
  );
}

/** How many versions of an edited comment each token is shown with their texts; `null`: none, though it was edited. */
export interface Edits {
  readonly reader: number | null;
  readonly writer: number | null;
}

export async function countEdits({ reader, writer }: Askers, id: string): Promise<Edits> {
  return { reader: await versionsShown(reader, id), writer: await versionsShown(writer, id) };
}

async function versionsShown(client: Pick<Client, 'graphql'>, id: string): Promise<number | null> {
  try {
    return (await readEdits(client, id))?.length || null;
  } catch (error) {
    if (isForbidden(error) || isNotFound(error)) return null;
    throw error;
  }
}

export function judgeEdits({ reader, writer }: Edits): Diagnosis {
  if (reader !== null)
    return ok(`GitHub shows the reading token the ${reader} versions of an edited comment.`);
  if (writer !== null)
    return ok(
      `GitHub shows the ${writer} versions of an edited comment only to the writing token, so the bot asks with that one.`,
    );
  return warning('GitHub shows the versions of an edited comment to neither token.', NO_HISTORY);
}

const NO_HISTORY =
  'Accept a suggestion by a command: the bot cannot see who ticked it. Report this with the output of --json.';
