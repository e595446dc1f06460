import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { defaultConfig, englishPhrases, parseConfig } from '../../src/config/newsletter-config.js';
import { calendarOf, isNamedIn } from '../../src/newsletter/activity/period.js';
import type { PeriodKind } from '../../src/newsletter/activity/period-names.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import {
  asList,
  ENGLISH,
  ENGLISH_PHRASES,
  type Language,
  languageOf,
  PHRASE_NAMES,
  phrase,
  phraseProblem,
} from '../../src/newsletter/document/language.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import {
  contributorsLine,
  creditInNumber,
  creditLine,
  maintainersLine,
  maintainersLineIn,
  nameListIn,
  signature,
  signatureFormOf,
  signersIn,
  withoutPeople,
} from '../../src/newsletter/document/people.js';
import { emptyNoticeIn } from '../../src/newsletter/edition/skeleton.js';
import { fitLead, isEditionSpecific, isStockLead } from '../../src/newsletter/house-style/section-style.js';
import { mention } from '../../src/newsletter/markdown/markdown.js';
import { withTables } from '../config/reference.js';
import { phrasesTable, SHIPPED, shipped } from './reference.js';

const own = (tag: string): Language => languageOf(tag, shipped(tag).phrases);
const LANGUAGES: readonly (readonly [string, Language])[] = [
  ['en', ENGLISH],
  ...SHIPPED.map((tag) => [tag, own(tag)] as const),
  [
    'en, with thanks that begin with the people',
    languageOf('en', { thanks: '{people}: thanks!', thanksOne: '{people}: thank you!' }),
  ],
];
const names = (...logins: readonly string[]) =>
  logins.map((login) => mention(login, `https://github.com/${login}`));

function calendar(period: PeriodKind, tag: string) {
  const { tag: language, phrases } = tag === 'en' ? ENGLISH : own(tag);
  return calendarOf({ period, begins: 'friday', timezone: 'UTC', words: { language, ...phrases } });
}

describe('a period', () => {
  const day = new Date('2026-06-20T12:00:00Z');

  it.each([
    ['month', 'en', 'June 2026'],
    ['month', 'de', 'Juni 2026'],
    ['month', 'fr', 'juin 2026'],
    ['week', 'en', 'the week of 19 June 2026'],
    ['week', 'de', 'die Woche ab dem 19. Juni 2026'],
    ['week', 'fr', 'la semaine du 19 juin 2026'],
    ['fortnight', 'de', 'die zwei Wochen ab dem 12. Juni 2026'],
    ['quarter', 'en', 'Q2 2026'],
    ['quarter', 'de', '2. Quartal 2026'],
    ['quarter', 'fr', '2ᵉ trimestre 2026'],
  ] as const)('has a name: a %s in %s is %s', (kind, tag, name) => {
    const { of, named } = calendar(kind, tag);
    const period = of(day);
    expect(period.name).toBe(name);
    expect(named(`Acme: ${name}!`).map(({ key }) => key)).toEqual([period.key]);
    expect(isNamedIn(`Acme: ${name.toUpperCase()}.`, period)).toBe(true);
    expect(isNamedIn(`Acme: ${name}9`, period)).toBe(false);
  });

  it.each(['de', 'fr', 'es', 'pt-BR', 'ru', 'pl', 'ja', 'cs', 'fi', 'en-US', 'tr'])(
    'is found by its name in %s, each month',
    (tag) => {
      const { named, parse: called } = calendarOf({
        ...{ period: 'month', begins: 'monday', timezone: 'UTC' },
        words: { ...ENGLISH_PHRASES, language: tag },
      });
      for (let month = 1; month <= 12; month += 1) {
        const period = called(`2026-${String(month).padStart(2, '0')}`);
        expect(named(`Acme – ${period?.name} (!)`).map(({ key }) => key)).toEqual([period?.key]);
      }
    },
  );

  it('tells its days in the language', () => {
    const { from, to, monthName } = calendar('month', 'de').of(day);
    expect([from, to, monthName]).toEqual(['1. Juni 2026', '30. Juni 2026', 'Juni']);
    expect(calendar('month', 'en').of(day)).toMatchObject({ from: '1 June 2026', to: '30 June 2026' });
  });
});

describe.each(LANGUAGES)('what is written about people in %s is read again', (_, language) => {
  const gray = { className: 'gray', gap: '\n' };

  it.each([[['ann']], [['ann', 'bob']], [['ann', 'bob', 'cleo']]])('thanks to %j', (logins) => {
    for (const line of [
      contributorsLine(names(...logins), null, language),
      contributorsLine(names(...logins), 'their contribution', language),
    ]) {
      expect(language.grammar.credit.test(line)).toBe(true);
      expect(nameListIn(line, language)).toBe(asList(names(...logins), language));
      const [, , credit] = parseDocument(`## A\n\n### B\n\n${line}\n`, { ...HOUSE_FORM, language }).pieces;
      expect(credit?.kind).toBe('credit');
    }
    expect(language.grammar.credit.test(phrase(language, 'thanks', { people: 'nobody' }))).toBe(false);
  });

  it('becomes one of several', () => {
    const one = contributorsLine(names('ann'), 'their contribution', language);
    const both = one.replace(names('ann')[0] ?? '', () => asList(names('ann', 'bob'), language));
    expect(creditInNumber(both, 2, language)).toBe(contributorsLine(names('ann', 'bob'), null, language));
    expect(creditInNumber(one, 1, language)).toBe(one);
  });

  it('maintainers and writers', () => {
    const maintained = maintainersLine(names('ann', 'bob'), language);
    expect(maintainersLineIn(`\n${maintained}\n\nText`, language)).toEqual({
      gap: '\n',
      line: maintained,
      logins: ['ann', 'bob'],
    });
    const written = signature('ann', 'https://github.com/ann', gray, language);
    expect(signatureFormOf(`\n${written}`, language)).toEqual(gray);
    expect(signersIn(`a ${written} b`, language)).toEqual(['ann']);
    expect(withoutPeople(`${maintained}${written} rest`, language).trim()).toBe('rest');
  });

  it('notices and lead sentences', () => {
    for (const name of ['noPullRequests', 'noUpdates'] as const) {
      const sentence = phrase(language, name, { kind: 'month' });
      for (const notice of [`<span class="gray">${sentence}</span>`, `_${sentence}_`])
        expect(emptyNoticeIn(`a ${notice} b`, { ...HOUSE_FORM, language })).toBe(notice);
    }
    const [one, several] = (['leadOne', 'lead'] as const).map((name) =>
      phrase(language, name, { kind: 'month' }),
    );
    expect(isStockLead(several ?? '', language)).toBe(true);
    expect(fitLead(several ?? '', { pullRequests: 1, commits: 0 }, language)).toBe(one);
    expect(fitLead(one ?? '', { pullRequests: 2, commits: 0 }, language)).toBe(several);
  });

  it('in English, too', () => {
    expect(language.grammar.credit.test(creditLine(names('ann'), 'the review!', ENGLISH))).toBe(true);
    expect(nameListIn(asList(names('a', 'b', 'c'), ENGLISH), language)).toBe(
      asList(names('a', 'b', 'c'), ENGLISH),
    );
  });
});

describe('a sentence of news', () => {
  it.each([
    ['de', 'Ein Hebel für alles.', 'Diesen Monat wurde er länger.'],
    ['de', 'Treiber für Netzwerkkarten.', 'Im Juni kamen drei dazu.'],
    ['fr', 'Un levier pour tout.', 'Ce mois-ci, nous l’avons allongé.'],
    ['fr', 'Des pilotes de cartes réseau.', 'La version 0.3 est là.'],
    ['fr', 'Une semaine de vacances par mois.', 'Ce mois-ci, rien.'],
    ['fr', 'Le dernier mot.', 'Le mois dernier, rien.'],
    ['fr', 'Le numéro un.', 'Le prochain numéro en parle.'],
    ['fr', 'Une année entière.', 'Rien avant la semaine prochaine.'],
    ['fr', 'Ces mois.', 'Cette année, rien.'],
  ])('in %s is not one that always holds: %s', (tag, standing, news) => {
    expect(isEditionSpecific(standing, own(tag))).toBe(false);
    expect(isEditionSpecific(news, own(tag))).toBe(true);
  });

  it('is none that has a name of months but for a sign', () => {
    const language = { ...ENGLISH, monthNames: [...ENGLISH.monthNames, 'mai.', 'c++'] };
    expect(isEditionSpecific('A maid turns levers.', language)).toBe(false);
    expect(isEditionSpecific('A lever of mai.', language)).toBe(true);
  });

  it('may be any in a language whose words are not known', () => {
    expect(isEditionSpecific('Páka na všechno.', languageOf('cs', {}))).toBe(true);
  });
});

describe('phrases', () => {
  it.each(SHIPPED)('of %s are complete, right, and valid settings', (tag) => {
    const { language, phrases } = shipped(tag);
    expect(language).toBe(tag);
    expect(Object.keys(phrases)).toEqual(PHRASE_NAMES);
    const parsed = parseConfig(readFileSync(`fixtures/phrases/${tag}.yml`, 'utf8'), 'acme/news');
    expect(parsed.kind).toBe('valid');
    expect(parsed.kind === 'valid' && englishPhrases(parsed.config)).toEqual([]);
  });

  it('are all in docs/languages.md, as `npm run reference` writes them', () => {
    const document = readFileSync('docs/languages.md', 'utf8');
    expect(withTables(document, [phrasesTable()])).toBe(document);
  });

  it.each([
    ['thanks', 'Danke!', 'must have {people}.'],
    ['thanks', 'Danke an {leute}!', 'must not have {leute}. The placeholders are {people}.'],
    ['lead', 'Das kam {kind} dazu:', 'must not have {kind}. The placeholders are none.'],
    ['quarter', 'Quartal {quarter}', 'must have {year}.'],
    ['welcome', 'Willkommen!', null],
  ] as const)('%s: %s', (name, text, problem) => {
    expect(phraseProblem(name, text)).toBe(problem);
  });

  it('that are missing are told, as far as the editions need them', () => {
    const config = (more: object) => ({ ...defaultConfig('acme/news'), ...more });
    expect(englishPhrases(config({}))).toEqual([]);
    expect(englishPhrases(config({ language: 'en-GB' }))).toEqual([]);
    const missing = englishPhrases(config({ language: 'de', phrases: { thanks: 'Danke, {people}!' } })).map(
      ([name]) => name,
    );
    expect(missing).toContain('lead');
    expect(missing).toContain('welcome');
    expect(missing).not.toContain('thanks');
    expect(missing).not.toContain('week');
    const weekly = englishPhrases(config({ language: 'de', period: 'week', template: 'a.md' }));
    expect(weekly).toContainEqual(['noUpdates', 'No project updates were submitted this week.']);
    expect(weekly.map(([name]) => name)).toContain('week');
    expect(weekly.map(([name]) => name)).not.toContain('welcome');
  });
});
