import { type Markdown, mention, trusted } from '../markdown/markdown.js';
import { asList, ENGLISH_PHRASES, type Language, LINKED_NAME, NAME, phrase } from './language.js';

/** A person whom a text names by a link, as editions write them: `[@login](…)`. */
export interface NamedPerson {
  /** As written. */
  readonly login: string;
  /** The whole link. */
  readonly source: string;
}

/** The logins of the people whom a text names, in order, as written. */
export function loginsIn(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(NAME, 'g'))].map(([, login = '']) => login);
}

/** The people whom a text names with their addresses, in order. */
export function peopleIn(text: string): readonly NamedPerson[] {
  return [...text.matchAll(new RegExp(LINKED_NAME, 'g'))].map(([source, login = '']) => ({ login, source }));
}

/** The first list of names in a text, as it stands there; `null` where it names nobody. */
export function nameListIn(text: string, language: Language): string | null {
  return language.grammar.nameList.exec(text)?.[0] ?? null;
}

/** `[@a](…), [@b](…), and [@c](…)`. */
export function nameList(people: readonly NamedPerson[], language: Language): Markdown {
  return asList(
    people.map(({ source }) => trusted(source)),
    language,
  );
}

/** `Thanks to [@a](…) and [@b](…) for the review!` */
export function creditLine(names: readonly Markdown[], reason: string, language: Language): Markdown {
  return phrase(language, 'thanksFor', { people: asList(names, language), reason });
}

/** `Thanks to [@a](…) and [@b](…) for their contributions!`, or for one, in the words that are usual for that. */
export function contributorsLine(
  names: readonly Markdown[],
  usualForOne: string | null,
  language: Language,
): Markdown {
  const people = asList(names, language);
  if (usualForOne === null) return phrase(language, 'thanks', { people });
  const isUsual = (['thanks', 'thanksOne'] as const).every(
    (name) => language.phrases[name] === ENGLISH_PHRASES[name],
  );
  return isUsual
    ? trusted(`Thanks to ${people} for ${usualForOne}!`)
    : phrase(language, 'thanksOne', { people });
}

/** A credit for so many people: several made contributions, in the standard ending; any other ending is the people's. */
export function creditInNumber(credit: string, count: number, { phrases }: Language): string {
  const endOf = (text: string) => text.split('{people}')[1] ?? '';
  const [one, several] = [endOf(phrases.thanksOne), endOf(phrases.thanks)];
  const isOfOne = count > 1 && one !== '' && credit.endsWith(one);
  return isOfOne ? `${credit.slice(0, -one.length)}${several}` : credit;
}

/** The line under a section's heading that names its maintainers, in what follows the heading; `null`: there is none. */
export function maintainersLineIn(
  text: string,
  language: Language,
): { readonly gap: string; readonly line: string; readonly logins: readonly string[] } | null {
  const [, gap, line] = language.grammar.maintainersLine.exec(text) ?? [];
  return gap === undefined || line === undefined ? null : { gap, line, logins: loginsIn(line) };
}

/** `Maintained by [@a](…) and [@b](…)`, as that line. */
export function maintainersLine(names: readonly Markdown[], language: Language): Markdown {
  const words = phrase(language, 'maintainedBy', { people: asList(names, language) });
  return trusted(`<span class="maintainers">${words}</span>`);
}

/** The line that says who wrote a section, as the source of a regular expression; the group has the names. */
export function signaturePattern(language: Language): string {
  return language.grammar.signature.source;
}

/** How a newsletter writes such lines. */
export interface SignatureForm {
  /** Of the `span`: the site's style; '' is none. */
  readonly className: string;
  /** White space between the heading and the line. */
  readonly gap: string;
}

/** The form of the signature that a section's text begins with, from the heading's end; `null`: it begins with none. */
export function signatureFormOf(text: string, language: Language): SignatureForm | null {
  const [, gap, className = ''] = language.grammar.signedText.exec(text) ?? [];
  return gap === undefined ? null : { className, gap };
}

/** `(Section written by [@login](…))`, as that line. */
export function signature(
  login: string,
  profileUrl: string,
  { className }: SignatureForm,
  language: Language,
): Markdown {
  const style = className === '' ? '' : ` class="${className}"`;
  const words = phrase(language, 'writtenBy', { people: mention(login, profileUrl) });
  return trusted(`<span${style}>(${words})</span>`);
}

/** The logins of those who signed a section with this text. */
export function signersIn(text: string, language: Language): readonly string[] {
  const found = text.matchAll(new RegExp(language.grammar.signature, 'g'));
  return [...found].flatMap(([signed]) => loginsIn(signed));
}

/** A text without the lines that say who wrote it. */
export function withoutSignatures(text: string, language: Language): string {
  return text.replace(new RegExp(language.grammar.signature, 'g'), '');
}

/** A text without the lines that name maintainers, or who wrote it. */
export function withoutPeople(text: string, language: Language): string {
  return text.replace(language.grammar.linesOfPeople, '');
}
