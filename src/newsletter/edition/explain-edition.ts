import type { Month } from '../activity/month.js';
import { nameOf, titleOf } from '../activity/work.js';
import { modelsAmong } from '../house-style/earlier-edition.js';
import type { EditionSettings } from '../house-style/edition-settings.js';
import { type HouseStyle, learnHouseStyle } from '../house-style/house-style.js';
import type { Learned } from '../house-style/learned.js';
import { cleanTitle } from '../markdown/clean-title.js';
import type { EditionSources } from './assemble-edition.js';
import type { Edition, Section } from './edition.js';
import { skeletonFromTemplate } from './template.js';

/** Why an edition reads as it does: each learned rule with its evidence, and each hidden entry with its reason. */
export function explainEdition(sources: EditionSources, { sections, leftOut }: Edition): string {
  const { activity, settings } = sources;
  const models = modelsAmong(sources.earlier);
  const style = learnHouseStyle(sources.earlier, activity.organization);
  const last = models.at(-1);
  const basis =
    last === undefined
      ? 'no earlier edition'
      : `${models.length} earlier ${models.length === 1 ? 'edition' : 'editions'}, up to ${last.month}`;
  return [
    `House style of ${activity.month}, read off ${basis}`,
    ...frameRules(sources, last?.month ?? null),
    ...houseRules(style),
    ...[...sections, ...leftOut].flatMap((section) => ['', ...sectionRules(section, style, settings)]),
    '',
  ].join('\n');
}

function frameRules({ template, activity }: EditionSources, last: Month | null): readonly string[] {
  const lastEdition = last === null ? null : `as in the edition of ${last}`;
  const isOverridden = template !== null && skeletonFromTemplate(template, activity.month) !== null;
  const frame = isOverridden ? 'those of the template' : (lastEdition ?? 'the default ones');
  return [
    `- front matter, opening and parts: ${frame}`,
    `- order of sections: ${lastEdition === null ? 'by name' : `${lastEdition}, others by name`}`,
    '- hidden entries: one comment a line (not learned)',
  ];
}

function houseRules(style: HouseStyle): readonly string[] {
  const editors = { ...style.standingEditors, value: style.standingEditors.value.join(', ') || 'nobody' };
  return [
    rule('lead sentence of sections without one', style.lead),
    rule('number in lead sentences', style.leadAgreement),
    rule('maintainers are named', style.namesMaintainers),
    rule('not thanked where no maintainers are named', editors),
    rule('thanks for the only entry', style.singleCredit(true)),
    rule('thanks for one of several entries', style.singleCredit(false)),
  ];
}

function sectionRules(section: Section, style: HouseStyle, settings: EditionSettings): readonly string[] {
  const { repository, identity, shown, hidden, learnedFrom: from } = section;
  const set = settings.repository(repository);
  const learned = (part: string, isSet: boolean, month: string | null | undefined, otherwise: string) =>
    `- ${part}: ${isSet ? 'as set' : month == null ? otherwise : `as in the edition of ${month}`}`;
  return [
    `${repository}${identity.crate === null ? '' : `, ${identity.crate}`}: ${shown.length} shown, ${hidden.length} hidden`,
    learned('heading', set.heading !== null, from.heading, 'from the crate'),
    learned('maintainers', set.maintainers !== null, from.maintainersLine, 'nobody is named'),
    rule('text', style.writesText(identity)),
    learned('introduction', set.introduction !== null, from.introduction, "the crate's description"),
    learned('lead sentence', false, from.lead, 'the usual one'),
    settings.order === 'learned'
      ? rule('order', style.entryOrder(repository))
      : `- order: ${settings.order}, as set`,
    settings.publishedAs === 'learned'
      ? rule('releases', style.tellsReleases(repository))
      : `- releases: ${settings.publishedAs}, as set`,
    set.directCommits === 'learned'
      ? rule('commits without a pull request', style.directCommits(repository))
      : `- commits without a pull request: ${set.directCommits}, as set`,
    ...style
      .hiddenKinds(repository)
      .map(
        ({ prefix, evidence }) =>
          `- entries "${prefix}:": ${settings.hide.learned ? 'hidden' : 'shown, as set'} (${evidence})`,
      ),
    ...shown
      .filter(({ highlightedBecause }) => highlightedBecause !== null)
      .map(({ work, highlightedBecause }) => `- first: ${nameOf(work)}: ${highlightedBecause}`),
    ...hidden.map(
      ({ work, hiddenBecause }) => `- hidden: ${nameOf(work)} ${cleanTitle(titleOf(work))}: ${hiddenBecause}`,
    ),
  ];
}

function rule(name: string, { value, evidence }: Learned<string | boolean>): string {
  const told = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
  return `- ${name}: ${told} (${evidence})`;
}
