import { PREFIX } from '../../commands/command.js';
import { isSameName, NameSet } from '../../newsletter/activity/names.js';
import { daysBefore } from '../../newsletter/activity/period.js';
import { dayInWords } from '../../newsletter/activity/period-names.js';
import { fingerprint } from '../../newsletter/draft/pull-request-body.js';
import type { Edition } from '../../newsletter/edition/edition.js';
import { codeSpan, link, trusted } from '../../newsletter/markdown/markdown.js';

/** How people are called for content, as the setting `call` has it. */
export interface CallSettings {
  /** How many days before the planned day; `null`: nobody is called. */
  readonly daysBefore: number | null;
  /** Logins, and teams as `organization/team`. */
  readonly mention: readonly string[];
  readonly reminder: boolean;
  readonly pingAuthors: boolean;
}

/** What a call depends on. */
export interface CallSubject {
  readonly call: CallSettings;
  readonly edition: Pick<Edition, 'period' | 'plannedDay' | 'sections' | 'takesNotes'>;
  /** Where the file is edited in the browser. */
  readonly editUrl: string;
  /** Logins of those who signed a section of the edition before. */
  readonly lastWriters: readonly string[];
  /** Logins of people whom the bot does not name. */
  readonly optOuts: readonly string[];
  /** `YYYY-MM-DD`, in the newsletter's time zone. */
  readonly today: string;
}

/** The comments that call for content; `null`: not due today. */
export interface Call {
  readonly call: string;
  readonly reminder: string | null;
}

/** The line by which the bot knows its call again, also below what a person wrote above it. */
const CALL_MARKER = /^<!-- newsletter call [0-9a-f]{12} -->\r?$/m;
/** Where the bot itself wrote that line. It tells whether a person changed the call. */
const FIRST_LINE = /^<!-- newsletter call ([0-9a-f]{12}) -->\r?\n/;
export const REMINDER_MARKER = '<!-- newsletter reminder -->';

/** Names on a line; more are counted. */
const MOST_NAMES = 30;

/** The call from so many days before the planned day on, up to it; the reminder on the day before alone. */
export function callFor(subject: CallSubject): Call | null {
  const { call, edition, today } = subject;
  const plannedDay = edition.plannedDay ?? edition.period.plannedDay;
  const begins = call.daysBefore === null ? null : daysBefore(plannedDay, call.daysBefore);
  if (begins === null || today < begins || today > plannedDay) return null;
  const planned = `The edition of ${edition.period.name} is planned for ${dayInWords(plannedDay)}.`;
  const isEve = call.reminder && today === daysBefore(plannedDay, 1);
  return {
    call: marked(callText(planned, subject)),
    reminder: isEve
      ? `${REMINDER_MARKER}\n**A reminder:** ${planned} ${howToTakePart(edition, subject.editUrl)}`
      : null,
  };
}

function callText(planned: string, { call, edition, editUrl, lastWriters, optOuts }: CallSubject): string {
  const out = new NameSet(optOuts);
  const mentioned = call.mention.filter((name) => !out.has(name));
  const writers = lastWriters.filter(
    (login) => !out.has(login) && !mentioned.some((name) => isSameName(name, login)),
  );
  const named = call.pingAuthors ? writers.map((login) => `@${login}`) : writers.map(codeSpan);
  const untold = edition.sections.filter(({ shown, hasStory }) => shown.length > 0 && !hasStory);
  return [
    [`**${planned}**`, ...mentioned.map((name) => `@${name}`)].join(' '),
    howToTakePart(edition, editUrl),
    names('Sections of the last edition were written by', named),
    names('Merged work without a story:', [...new Set(untold.map(({ name }) => name))].map(codeSpan)),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function howToTakePart({ takesNotes }: Pick<Edition, 'takesNotes'>, editUrl: string): string {
  const comment = takesNotes
    ? `, or comment ${codeSpan(`${PREFIX} story <crate>`)} here with your text on the lines below`
    : '';
  return `To take part, ${link(trusted('edit the draft'), editUrl)}${comment}.`;
}

function names(lead: string, all: readonly string[]): string {
  if (all.length === 0) return '';
  const more = all.length > MOST_NAMES ? `, and ${all.length - MOST_NAMES} more` : '';
  return `${lead} ${all.slice(0, MOST_NAMES).join(', ')}${more}.`;
}

function marked(text: string): string {
  return `<!-- newsletter call ${fingerprintOf(text)} -->\n${text}`;
}

function fingerprintOf(text: string): string {
  return fingerprint(text.replace(/\r\n/g, '\n').trim());
}

/** Whether the text is that of a call, also of one that a person changed around that line. */
export function isCall(body: string): boolean {
  return CALL_MARKER.test(body);
}

/** Whether the text of a call is as the bot wrote it. */
export function isUntouchedCall(body: string): boolean {
  const [line, hash] = FIRST_LINE.exec(body) ?? [];
  return line !== undefined && fingerprintOf(body.slice(line.length)) === hash;
}
