import { asSentenceList, type Markdown, mention, trusted } from '../markdown/markdown.js';

/** A person whom a text names by a link, as editions write them: `[@login](…)`. */
export interface NamedPerson {
  /** As written. */
  readonly login: string;
  /** The whole link. */
  readonly source: string;
}

/** A login with an underscore is one of an enterprise's managed users. */
const NAME = /\[`?@([A-Za-z0-9][A-Za-z0-9_-]*)`?\]/;
const LINKED_NAME = new RegExp(String.raw`${NAME.source}\([^)\s]*\)`);
/** Names with nothing between them but what makes a list of them. */
const NAME_LIST = new RegExp(
  String.raw`${LINKED_NAME.source}(?:(?:,\s+and\s+|,\s+|\s+and\s+)${LINKED_NAME.source})*`,
);

/** The logins of the people whom a text names, in order, as written. */
export function loginsIn(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(NAME, 'g'))].map(([, login = '']) => login);
}

/** The people whom a text names with their addresses, in order. */
export function peopleIn(text: string): readonly NamedPerson[] {
  return [...text.matchAll(new RegExp(LINKED_NAME, 'g'))].map(([source, login = '']) => ({ login, source }));
}

/** The first list of names in a text, as it stands there; `null` where it names nobody. */
export function nameListIn(text: string): string | null {
  return NAME_LIST.exec(text)?.[0] ?? null;
}

/** `[@a](…), [@b](…), and [@c](…)`. */
export function nameList(people: readonly NamedPerson[]): Markdown {
  return asSentenceList(people.map(({ source }) => trusted(source)));
}

/** How a paragraph begins that thanks somebody, named or not. */
export const THANKS = /^(?:special )?thanks\b/i;

/** A paragraph that is a credit: it thanks people whom it names. */
export const CREDIT = /^(?:special )?thanks to\b[\s\S]*\[`?@/i;

/** `Thanks to [@a](…) and [@b](…) for their contributions!` */
export function creditLine(names: readonly Markdown[], reason: string): Markdown {
  return trusted(`Thanks to ${asSentenceList(names)} for ${reason}`);
}

/** A credit for so many people: several made contributions, in the standard ending; any other ending is the people's. */
export function creditInNumber(credit: string, count: number): string {
  return count > 1 ? credit.replace(/ for their contribution!$/, ' for their contributions!') : credit;
}

/** The line under a section's heading that names its maintainers, with the white space before it. */
export const MAINTAINERS_LINE = /^(\s*)(<span class="maintainers">\s*\(?Maintained by[\s\S]*?<\/span>)/;

/** `Maintained by [@a](…) and [@b](…)`, as that line. */
export function maintainersLine(names: readonly Markdown[]): Markdown {
  return trusted(`<span class="maintainers">Maintained by ${asSentenceList(names)}</span>`);
}

/** The line that says who wrote a section. */
export const SIGNATURE = /<span[^>]*>\s*\(?Section written by\b([\s\S]*?)<\/span>/;

/** How a newsletter writes such lines. */
export interface SignatureForm {
  /** Of the `span`: the site's style; '' is none. */
  readonly className: string;
  /** White space between the heading and the line. */
  readonly gap: string;
}

const SIGNED_TEXT = /^(\s*)<span(?: class="([\w -]+)")?>\s*\(?Section written by\b/;

/** The form of the signature that a section's text begins with, from the heading's end; `null`: it begins with none. */
export function signatureFormOf(text: string): SignatureForm | null {
  const [, gap, className = ''] = SIGNED_TEXT.exec(text) ?? [];
  return gap === undefined ? null : { className, gap };
}

/** `(Section written by [@login](…))`, as that line. */
export function signature(login: string, profileUrl: string, { className }: SignatureForm): Markdown {
  const style = className === '' ? '' : ` class="${className}"`;
  return trusted(`<span${style}>(Section written by ${mention(login, profileUrl)})</span>`);
}

/** The logins of those who signed a section with this text. */
export function signersIn(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(SIGNATURE, 'g'))].flatMap(([, names = '']) => loginsIn(names));
}

/** A text without the lines that say who wrote it. */
export function withoutSignatures(text: string): string {
  return text.replace(new RegExp(SIGNATURE, 'g'), '');
}

/** A text without the lines that name maintainers, or who wrote it. */
export function withoutPeople(text: string): string {
  return text.replace(/<span[^>]*>\s*\(?(?:Maintained|Section written) by\b[\s\S]*?<\/span>/g, '');
}
