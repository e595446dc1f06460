import type { Period } from '../activity/period.js';
import { nameOf, titleOf } from '../activity/work.js';
import type { RepositorySettings } from '../house-style/edition-settings.js';
import { habitsInWords } from '../house-style/house-style.js';
import { cleanTitle } from '../markdown/markdown.js';
import type { EditionSources } from './assemble-edition.js';
import type { Edition, EditionSection } from './edition.js';

/** Why an edition reads as it does: each habit with its evidence, and each hidden entry with its reason. */
export function explainEdition(sources: EditionSources, { sections, leftOut }: Edition): string {
  const { activity, settings, style } = sources;
  const { models } = style;
  const last = models.at(-1);
  const basis =
    last === undefined
      ? 'no earlier edition'
      : `${models.length} earlier ${models.length === 1 ? 'edition' : 'editions'}, up to ${last.period.key}`;
  const about = [...sections, ...leftOut].flatMap((section) => {
    const { repository, identity, shown, hidden } = section;
    return [
      '',
      `${repository}${identity.crate === null ? '' : `, ${identity.crate}`}: ${shown.length} shown, ${hidden.length} hidden`,
      ...carriedOver(section, settings.repository(repository)),
      ...habitsInWords(style, identity),
      ...habitsInWords(style, repository),
      ...reasons(section),
    ];
  });
  return [
    `House style of ${activity.period.key}, read off ${basis}`,
    ...frameRules(sources, last?.period ?? null),
    ...habitsInWords(style, null),
    ...about,
    '',
  ].join('\n');
}

function frameRules({ template }: EditionSources, last: Period | null): readonly string[] {
  const lastEdition = last === null ? null : `as in the edition of ${last.key}`;
  const frame = template !== null ? 'those of the template' : (lastEdition ?? 'the default ones');
  return [
    `- front matter, opening and parts: ${frame}`,
    '- hidden entries: one comment a line (not learned)',
  ];
}

/** The editions from which a section takes its words. */
function carriedOver({ learnedFrom: from }: EditionSection, set: RepositorySettings): readonly string[] {
  const line = (part: string, isSet: boolean, period: Period | null, otherwise: string) =>
    `- ${part}: ${isSet ? 'as set' : period === null ? otherwise : `as in the edition of ${period.key}`}`;
  return [
    line('heading', set.heading !== null, from.heading, 'from the crate'),
    line('maintainers', set.maintainers !== null, from.maintainersLine, 'nobody is named'),
    line('introduction', set.introduction !== null, from.introduction, "the crate's description"),
    line('lead sentence', false, from.lead, 'the usual one'),
  ];
}

/** Why entries stand first, or in a comment. */
function reasons({ shown, hidden }: EditionSection): readonly string[] {
  return [
    ...shown
      .filter(({ highlightedBecause }) => highlightedBecause !== null)
      .map(({ work, highlightedBecause }) => `- first: ${nameOf(work)}: ${highlightedBecause}`),
    ...hidden.map(
      ({ work, hiddenBecause }) => `- hidden: ${nameOf(work)} ${cleanTitle(titleOf(work))}: ${hiddenBecause}`,
    ),
  ];
}
