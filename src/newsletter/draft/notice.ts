import { codeSpan, inertText, link, trusted } from '../markdown/markdown.js';
import { alert } from './fit-text.js';
import { findDashboard, frameDashboard, placeDashboard, unixLines } from './pull-request-body.js';

/** What keeps the bot from its work, and a person who may write to the newsletter repository can mend. */
export interface Trouble {
  /** A sentence or two: what is wrong, and what to do. */
  readonly message: string;
  /** A file of the default branch with what is wrong in its lines; `null`: it is in none. */
  readonly file: TroubledFile | null;
}

/** A file with mistakes. */
export interface TroubledFile {
  readonly path: string;
  /** Where the file is read in the browser. */
  readonly url: string;
  readonly branch: string;
  readonly mistakes: readonly { readonly line: number; readonly message: string }[];
}

/** More than anybody mends in one go. */
const MOST_MISTAKES = 25;
/** Characters of a notice. */
const LONGEST_NOTICE = 6_000;
/** GitHub takes bodies of up to 65,536 characters. */
const LONGEST_BODY = 65_000;

const BEGIN = '<!-- newsletter notice -->';
const END = '<!-- end of the notice -->';
const NOTICE = /^<!-- newsletter notice -->\n[\s\S]*?\n<!-- end of the notice -->(?:\n\n)?/;

/** Marks the comment that asks people to wait. */
export const WAITING_MARKER = '<!-- newsletter waiting -->';

const WAITS =
  '**This draft waits.** Mend what is listed here, and the bot goes on by itself. Nothing is lost: the bot will add what is merged or asked for in the meantime. The text below is from its last good run.';

/** What a draft says that waits for nothing, but has words which should not be public. */
export const PRIVATE_ENTRIES = '**This draft shows entries of private repositories.**';

/** The trouble as Markdown, for the top of a draft's dashboard. It pings and links nobody. */
export function renderNotice({ message, file }: Trouble, lead = WAITS): string {
  const lines = [lead, '', ...(file === null ? [inertText(message)] : mistakesOf(file))];
  return [BEGIN, alert('CAUTION', lines)(LONGEST_NOTICE), END].join('\n');
}

function mistakesOf({ path, url, branch, mistakes }: TroubledFile): readonly string[] {
  return [
    `${codeSpan(path)} on the branch ${codeSpan(branch)} must be mended:`,
    '',
    ...mistakes
      .slice(0, MOST_MISTAKES)
      .map(
        ({ line, message }) =>
          `- ${link(trusted(`line ${line}`), `${url}?plain=1#L${line}`)}: ${inertText(message)}`,
      ),
    ...(mistakes.length > MOST_MISTAKES ? [`- … and ${mistakes.length - MOST_MISTAKES} more`] : []),
  ];
}

/** The comment for people who ask the bot for something while it cannot work. */
export function renderWaiting({ message, file }: Trouble): string {
  const until =
    file === null
      ? `the newsletter's editors have mended this: ${inertText(message)}`
      : `${link(trusted(codeSpan(file.path)), `${file.url}?plain=1#L${file.mistakes[0]?.line ?? 1}`)} of the newsletter is mended.`;
  return [
    WAITING_MARKER,
    `Seen. It waits until ${until} Then the bot does it; nobody needs to ask again.`,
  ].join('\n');
}

/**
 * The body with the notice at the top of its dashboard, or without any (`null`). What people wrote stays. `earlier` are the
 * body's versions, the latest first: a dashboard that a person changed or took out comes back as it was.
 */
export function bodyWithNotice(body: string, notice: string | null, earlier: readonly string[] = []): string {
  const content = [body, ...earlier].map(contentOf).find((each) => each !== null) ?? null;
  if (notice === null && content === null) return body;
  const placed = (...parts: readonly string[]) =>
    placeDashboard(body, frameDashboard(parts.filter((part) => part !== '').join('\n\n')), earlier);
  const whole = placed(notice ?? '', content ?? '');
  return notice === null || whole.length <= LONGEST_BODY ? whole : placed(notice);
}

/** Whether a notice stands at the top of the dashboard. */
export function hasNotice(body: string): boolean {
  const dashboard = findDashboard(body)?.dashboard;
  return dashboard !== undefined && NOTICE.test(inner(dashboard));
}

/** What the body's dashboard says, but for a notice; `null`: there is none as the bot wrote it. */
function contentOf(body: string): string | null {
  const dashboard = findDashboard(body)?.dashboard;
  return dashboard === undefined ? null : inner(dashboard).replace(NOTICE, '');
}

function inner(dashboard: string): string {
  return unixLines(dashboard).split('\n').slice(1, -1).join('\n');
}
