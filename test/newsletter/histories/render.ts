import { assembleEdition } from '../../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../../src/newsletter/edition/render-edition.js';
import { contributor, earlierEdition, pullRequest, repository, settings, sources } from '../builders.js';
import {
  type Grouping,
  groupingOf,
  type MergedPull,
  mergedPulls,
  type Organization,
  repositoriesOf,
} from './organization.js';

/** How the bot renders what it knows. */
export type Render = (organization: Organization) => string;

const CLOSING = '<!--\n## Calls for Participation\n\nNone so far.\n-->';

/** As the bot does, in few words: each section's prose is its own, and each section thanks people of its own. */
export const renderPlainly: Render = (organization) => {
  const pulls = mergedPulls(organization);
  const version = (what: string) => organization.versions[what] ?? 0;
  const sections = repositoriesOf(pulls)
    .map((name) => pulls.filter((pull) => pull.repository === name))
    .filter((own) => own.some(({ isHidden }) => !isHidden))
    .map((own) => plainSection(own, version, groupingOf(organization)));
  const blocks = [
    '+++\ntitle = "May"\n\n[extra]\nmonth = "May"\n+++',
    `Welcome to edition ${version('welcome')}.`,
    '<!-- more -->',
    '## Projects',
    'What we did.',
    ...(sections.length === 0 ? ['<span class="gray">Nothing.</span>'] : sections),
    CLOSING,
    '## Join Us?',
    'Please come.',
  ];
  return `${blocks.join('\n\n')}\n`;
};

function plainSection(
  pulls: readonly MergedPull[],
  version: (what: string) => number,
  grouping: Grouping | null,
): string {
  const repository = pulls[0]?.repository ?? '';
  const name = repository.replace('acme/', '');
  const line = ({ title, number }: MergedPull) =>
    `- [${title}](https://github.com/${repository}/pull/${number})`;
  const authors = [...new Set(pulls.map(({ author }) => `${author}-${name}`))].sort();
  const names = authors.map((login) => `[@${login}](https://github.com/${login})`);
  const list =
    names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
  const blocks = [
    `### [\`${name}\`](https://github.com/${repository})\n<span class="maintainers">By the keepers of ${name}</span>`,
    `The \`${name}\` crate turns levers, in ${version(repository)} ways.`,
    `We merged these PRs in ${name} for the ${version('lead')}th time:`,
    ...listsOf(
      pulls.filter(({ isHidden }) => !isHidden),
      grouping,
    ).map((block) => (typeof block === 'string' ? block : block.map(line).join('\n'))),
    pulls
      .filter(({ isHidden }) => isHidden)
      .map((pull) => `<!-- ${line(pull)} -->`)
      .join('\n'),
    `Thanks to ${list} for their contributions to ${name}!`,
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function listsOf(
  pulls: readonly MergedPull[],
  grouping: Grouping | null,
): readonly (string | readonly MergedPull[])[] {
  if (grouping === null) return [pulls];
  const { by, headings } = grouping;
  return headings.flatMap((heading, place) => {
    const own = pulls.filter((pull) => pull[by] % 3 === place);
    return own.length === 0 ? [] : [`#### ${heading}`, own];
  });
}

const EARLIER = [
  earlierEdition(
    '2020-04',
    '### [`v`](https://github.com/acme/v)\n\nThe `v` crate is here.\n\nWe merged the following PRs this month:\n\n- [Old](https://github.com/acme/v/pull/900)',
    `${CLOSING}\n\n## Join Us?\n\nPlease come.`,
  ),
];

/** As the bot really does, in the style of an earlier edition. */
export const renderReally: Render = (organization) => {
  const pulls = mergedPulls(organization);
  const grouping = groupingOf(organization);
  const labelOf = ({ number, label }: MergedPull) =>
    `label${(grouping?.by === 'number' ? number : label) % 3}`;
  const minute = (time: number) =>
    `2020-05-15T${String(Math.floor(time / 60) % 24).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}:00Z`;
  const edition = assembleEdition(
    sources(
      pulls.map(({ author, mergedAt, isHidden, label, ...pull }) =>
        pullRequest(pull.number, {
          ...pull,
          mergedAt: minute(mergedAt),
          author: contributor(author, author.charCodeAt(0)),
          labels: [labelOf({ author, mergedAt, isHidden, label, ...pull }), ...(isHidden ? ['skip'] : [])],
        }),
      ),
      {
        earlier: EARLIER,
        settings: settings({
          repositories: Object.fromEntries(
            repositoriesOf(pulls).map((name) => [
              name,
              { groupWithin: grouping === null ? 'none' : 'label', labels: labelsOf(grouping) },
            ]),
          ),
          hide: { bots: true, learned: true, authors: [], titles: [], paths: [], labels: ['skip'] },
        }),
        activity: {
          repositories: repositoriesOf(pulls).map((name) =>
            repository(name, {
              description: `${name} turns levers in ${organization.versions[name] ?? 0} ways.`,
            }),
          ),
        },
      },
    ),
  );
  return renderEdition(edition);
};

function labelsOf(grouping: Grouping | null): Readonly<Record<string, string>> {
  return Object.fromEntries((grouping?.headings ?? []).map((heading, place) => [`label${place}`, heading]));
}
