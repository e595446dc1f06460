/** A pull request as the histories have it. */
export interface MergedPull {
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  /** Place in the order of merging. */
  readonly mergedAt: number;
  readonly isHidden: boolean;
  readonly author: string;
  /** One of three. */
  readonly label: number;
  /** Whether GitHub tells of it just now. */
  readonly isThere: boolean;
}

/** What the bot knows, from which the month's edition is rendered. */
export interface Organization {
  readonly pulls: readonly MergedPull[];
  /** How often the introductions of repositories, the lead sentence, the welcome and the grouping were changed. */
  readonly versions: Readonly<Record<string, number>>;
}

/** Something new, with numbers that choose what it is about. */
export interface News {
  readonly kind: (typeof NEWS)[number];
  readonly at: number;
  readonly to: number;
}

export const NEWS = [
  'merge',
  'retitle',
  'vanish',
  'return',
  'hide',
  'show',
  'introduction',
  'lead',
  'welcome',
  'grouping',
  'relabel',
] as const;

const REPOSITORIES = ['acme/w', 'acme/v', 'acme/u'];
const AUTHORS = ['ann', 'bob', 'cyd'];

/** The organization after the news. What finds nothing to happen to changes nothing. */
export function happen(organization: Organization, { kind, at, to }: News): Organization {
  const { pulls, versions } = organization;
  const change = (candidates: readonly MergedPull[], more: (pull: MergedPull) => Partial<MergedPull>) => {
    const chosen = candidates[at % candidates.length];
    return { versions, pulls: pulls.map((pull) => (pull === chosen ? { ...pull, ...more(pull) } : pull)) };
  };
  const renew = (what: string) => ({ pulls, versions: { ...versions, [what]: (versions[what] ?? 0) + 1 } });
  switch (kind) {
    case 'merge':
      return { versions, pulls: [...pulls, newPull(pulls.length + 1, at, to)] };
    case 'retitle':
      return change(pulls, ({ title }) => ({ title: `${title} again` }));
    case 'vanish':
      return change(
        pulls.filter(({ isThere }) => isThere),
        () => ({ isThere: false }),
      );
    case 'return':
      return change(
        pulls.filter(({ isThere }) => !isThere),
        () => ({ isThere: true }),
      );
    case 'hide':
      return change(
        pulls.filter(({ isHidden }) => !isHidden),
        () => ({ isHidden: true }),
      );
    case 'show':
      return change(
        pulls.filter(({ isHidden }) => isHidden),
        () => ({ isHidden: false }),
      );
    case 'introduction':
      return renew(REPOSITORIES[at % REPOSITORIES.length] ?? '');
    case 'relabel':
      return change(pulls, ({ label }) => ({ label: (label + 1 + (to % 2)) % 3 }));
    case 'lead':
    case 'welcome':
    case 'grouping':
      return renew(kind);
  }
}

/** The pull requests that GitHub tells of, by merge time. */
export function mergedPulls({ pulls }: Organization): readonly MergedPull[] {
  return pulls
    .filter(({ isThere }) => isThere)
    .sort((left, right) => left.mergedAt - right.mergedAt || left.number - right.number);
}

export function repositoriesOf(pulls: readonly MergedPull[]): readonly string[] {
  return [...new Set(pulls.map(({ repository }) => repository))].sort();
}

/** The headings of the groups within each section, and which of them a pull request belongs to; `null`: there are none. */
export interface Grouping {
  readonly by: 'label' | 'number';
  readonly headings: readonly [string, string, string];
}

const GROUPINGS: readonly (Grouping | null)[] = [
  null,
  { by: 'label', headings: ['Features', 'Fixes', 'Rest'] },
  { by: 'number', headings: ['feat', 'fix', 'Rest'] },
  { by: 'label', headings: ['What is new', 'Fixes', 'Rest'] },
  { by: 'label', headings: ['Features', 'Fixes', 'Rest'] },
];

/** What the settings say just now. */
export function groupingOf({ versions }: Organization): Grouping | null {
  return GROUPINGS[(versions.grouping ?? 0) % GROUPINGS.length] ?? null;
}

/** Key of the pull request, as addresses in the text have it. */
export function keyOf({ repository, number }: MergedPull): string {
  return `${repository}#${number}`;
}

function newPull(number: number, at: number, to: number): MergedPull {
  return {
    repository: REPOSITORIES[at % REPOSITORIES.length] ?? '',
    number,
    title: `Change ${number}`,
    mergedAt: to,
    isHidden: at % 5 === 4,
    author: AUTHORS[to % AUTHORS.length] ?? '',
    label: to % 3,
    isThere: true,
  };
}
