import { asSet, type Contributor, isPerson } from '../newsletter/activity/contributor.js';
import { NameSet, nameKey } from '../newsletter/activity/names.js';
import { thanksLine } from '../newsletter/edition/credit.js';
import {
  NAME_PEOPLE,
  ONLY_PEOPLE_OR_ALWAYS,
  ONLY_REASON,
  TOO_MANY_PEOPLE,
  tooLong,
} from '../replies/command-problems.js';
import { botCredited, neverThanked, noSuchAccount, organizationCredited } from '../replies/refusals.js';
import {
  aboutEntry,
  cutLogins,
  cutTarget,
  LONGEST,
  problemAt,
  withoutMe,
  withWordsBelow,
} from './arguments.js';
import { type CommandOf, printReference } from './command.js';
import { type EntryVerb, never, SHOWS_NOTHING } from './verb.js';

export const credit: EntryVerb<CommandOf<'credit'>> = {
  name: 'credit',
  usage: 'credit @login … [for what]',
  effect: 'credits these people too; a reason adds a line below the entry',
  example: 'credit @octocat for finding the bug',
  about: 'entry',
  place: 'anywhere',
  role: 'author',
  suggestedBy: null,
  decides: null,
  needsOwnEntry: false,
  needsEntry: false,
  shownTexts: ({ what }) => (what === null ? [] : [what]),
  shownLogins: ({ logins }) => logins,
  lines: ({ what }, { thanked, ...place }) => (what === null ? [] : [thanksLine(thanked, what, place)]),
  whyNever({ logins }, { optOuts, absent, organizations, origin, accounts }) {
    const named = logins.map((login) =>
      asSet<Contributor>({ login, type: 'User', databaseId: null, url: `${origin}/${login}` }, accounts),
    );
    const bot = named.find((account) => !isPerson(account));
    if (bot !== undefined) return botCredited(bot.login);
    const organization = named.find(({ login, setAs }) => organizations.has(login) && setAs !== 'person');
    if (organization !== undefined) return organizationCredited(organization.login);
    const missing = logins.find((login) => absent.has(login));
    if (missing !== undefined) return noSuchAccount(missing);
    const unwilling = logins.find((login) => optOuts.has(login));
    return unwilling === undefined ? null : neverThanked(unwilling);
  },
  change(amendments, { logins }) {
    const names = new NameSet(logins);
    const others = amendments.credited.filter((login) => !names.has(login));
    return {
      ...amendments,
      credited: [...others, ...logins],
      uncredited: amendments.uncredited.filter((login) => !names.has(login)),
    };
  },
  isTakenBack: never,
  print: ({ target, logins, what }) => ({
    words: [printReference(target), ...people(logins), what === null ? '' : `for ${what}`],
  }),
  parse: (given) =>
    aboutEntry(withWordsBelow(given), (target, rest) => {
      const { logins, after } = cutLogins(rest);
      const text = after.text.replace(/\s+/g, ' ').trim();
      if (logins.length === 0) return problemAt(after, NAME_PEOPLE);
      if (logins.length > 10) return problemAt(rest, TOO_MANY_PEOPLE);
      const [, what = null] = /^for\s+(.+)$/i.exec(text) ?? [];
      if (text !== '' && what === null) return problemAt(after, ONLY_REASON);
      return what !== null && what.length > LONGEST.why
        ? problemAt(after, tooLong(LONGEST.why))
        : { command: { verb: 'credit', target, logins, what } };
    }),
};

export const uncredit: EntryVerb<CommandOf<'uncredit'>> = {
  name: 'uncredit',
  usage: 'uncredit [@login …] [always]',
  effect:
    'removes these people, or you, from the credits of the entry; on the draft without a pull request, from the whole edition; with `always`, from all future editions',
  example: 'uncredit always',
  about: 'entry',
  place: 'anywhere',
  role: 'author',
  suggestedBy: null,
  also: 'everyone for themselves',
  decides: null,
  needsOwnEntry: false,
  needsEntry: false,
  ...SHOWS_NOTHING,
  whyNever({ logins }, { absent }) {
    const missing = logins.find((login) => absent.has(login));
    return missing === undefined ? null : noSuchAccount(missing);
  },
  change(amendments, command, { login }) {
    const names = new NameSet(uncreditedBy(command, login));
    return {
      ...amendments,
      credited: amendments.credited.filter((other) => !names.has(other)),
      uncredited: [...new Set([...amendments.uncredited, ...names])].sort(),
    };
  },
  isTakenBack: never,
  print: ({ target, logins, isAlways }) => ({
    words: [printReference(target), ...people(logins), isAlways ? 'always' : ''],
  }),
  /** Without a target, on the draft, it is about the whole edition. */
  parse(given) {
    const { target, rest } = cutTarget(withWordsBelow(given));
    const { logins, after } = cutLogins(withoutMe(rest));
    const isAlways = /^always[.!]*$/i.test(after.text.trim());
    if (after.text.trim() !== '' && !isAlways) return problemAt(after, ONLY_PEOPLE_OR_ALWAYS);
    return { command: { verb: 'uncredit', target, logins, isAlways } };
  },
};

/** Whom an `uncredit` leaves out, as keys, see `nameKey`: whoever names nobody means themselves. */
export function uncreditedBy(
  { logins }: Pick<CommandOf<'uncredit'>, 'logins'>,
  sender: string | null,
): readonly string[] {
  const named = logins.length === 0 && sender !== null ? [sender] : logins;
  return named.map(nameKey);
}

function people(logins: readonly string[]): readonly string[] {
  return logins.map((login) => `@${login}`);
}
