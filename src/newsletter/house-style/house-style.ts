import { isOwnedBy, nameKey } from '../activity/names.js';
import { byFrequency } from '../markdown/order.js';
import {
  type EarlierEdition,
  headingName,
  listedWork,
  modelsAmong,
  type SectionText,
  type ToldStory,
} from './earlier-edition.js';
import type { EditionSettings } from './edition-settings.js';
import type { Habit, Learned } from './habit.js';
import { HABITS } from './habits.js';
import { learnSectionStyle, type SectionIdentity, type SectionStyle } from './section-style.js';

type Habits = typeof HABITS;

/** Asks for what holds of a repository without sections of its own. */
export const NO_REPOSITORY = '';

/** What is learned of a habit: at once for the newsletter, else for each subject that is asked for. */
interface LearnedFor<Value> {
  readonly newsletter: Learned<Value>;
  repository(nameWithOwner: string): Learned<Value>;
  section(identity: SectionIdentity): Learned<Value>;
}

/** The settings and what the earlier editions teach about the next one, apart from its skeleton: each habit by its name. */
export type HouseStyle = {
  readonly [Name in keyof Habits]: Habits[Name] extends Habit<infer Scope, infer Value>
    ? LearnedFor<Value>[Scope]
    : never;
} & {
  /** Place of a section in the latest edition; `Infinity` for one that it lacks. */
  place(identity: SectionIdentity): number;
  /** What earlier sections look like; `null` when there are none. */
  section(identity: SectionIdentity): SectionStyle | null;
  /** The editions that it is learned from, oldest first. */
  readonly models: readonly EarlierEdition[];
  /** Keys of all pull requests and commits that an earlier edition lists. */
  readonly published: ReadonlySet<string>;
};

/**
 * Learns the house style of the organization's newsletter from its editions, oldest first; none is fine. Those that are
 * no models teach nothing, but what they list is told already. Each habit is read off once.
 */
export function learnHouseStyle(
  editions: readonly EarlierEdition[],
  organization: string,
  settings: EditionSettings,
): HouseStyle {
  const models = modelsAmong(editions);
  const latestFirst = models.toReversed();
  const headed = latestFirst.flatMap(({ parts }, age) =>
    parts.flatMap((part) =>
      part.sections.map((section) => ({ section, part, age, name: headingName(section) })),
    ),
  );
  const named = repositoriesByName(headed.toSorted((left, right) => right.age - left.age));
  const sections = headed.map((each) => {
    const about = named.get(each.name ?? '') ?? each.section.repository;
    return { ...each, repository: about === null ? null : nameKey(about) };
  });
  const repositories = new Map(sections.map(({ section, repository }) => [section, repository]));
  const ours = sections.filter(
    ({ repository }) => repository !== null && isOwnedBy(repository, organization),
  );

  /** The sections about a subject, the first of each part, latest first. */
  const about = once((subject: string | SectionIdentity) => {
    const { repository, crate, others } =
      typeof subject === 'string' ? { repository: subject, crate: null, others: [] } : subject;
    const own = nameKey(repository);
    const found = sections.filter(
      (section) =>
        section.repository === own &&
        (crate === null ? !others.includes(section.name ?? '') : section.name === crate),
    );
    const firsts = new Map(found.toReversed().map((each) => [each.part, each]));
    return found.filter((each) => firsts.get(each.part) === each);
  });

  const learn = ({ setting, over, observe, otherwise }: Learnable, subject: string | SectionIdentity) => {
    const repository = typeof subject === 'string' ? subject : subject.repository;
    const set = setting?.read(settings, repository) ?? null;
    if (set !== null) return { value: set, evidence: 'as set' };
    const within = (count: number, found: typeof sections) =>
      found.flatMap(({ section, age }) => (age < count ? [section] : []));
    const observed = {
      own: over.own === 0 ? [] : within(over.own, about(subject)),
      all: within(over.all, ours),
      editions: latestFirst.slice(0, over.all),
      repositoryOf: (section: SectionText) => repositories.get(section) ?? null,
    };
    return observe(observed) ?? { value: otherwise, evidence: 'default: the last editions show too little' };
  };
  const habits = Object.entries(HABITS).map(([name, habit]) => [
    name,
    habit.scope === 'newsletter'
      ? learn(habit, NO_REPOSITORY)
      : once((subject: string | SectionIdentity) => learn(habit, subject)),
  ]);
  return {
    ...(Object.fromEntries(habits) as Pick<HouseStyle, keyof Habits>),
    place(identity) {
      const [latest] = about(identity);
      return latest?.age === 0 ? sections.indexOf(latest) : Number.POSITIVE_INFINITY;
    },
    section: once((identity: SectionIdentity) =>
      learnSectionStyle(
        about(identity).map(({ section }) => section),
        identity.repository,
      ),
    ),
    models,
    published: new Set(listedWork(editions).keys()),
  };
}

/** The habits that may differ by the subject's kind, as they are for it, a line each for a reader; `null`: the newsletter. */
export function habitsInWords(
  style: HouseStyle,
  subject: string | SectionIdentity | null,
): readonly string[] {
  const scope = subject === null ? 'newsletter' : typeof subject === 'string' ? 'repository' : 'section';
  return Object.entries(HABITS)
    .filter(([, habit]) => habit.scope === scope)
    .map(([key, { name, inWords }]) => {
      const learned = style[key as keyof Habits] as
        | Learned<never>
        | ((about: typeof subject) => Learned<never>);
      const { value, evidence } = typeof learned === 'function' ? learned(subject) : learned;
      return `- ${name}: ${inWords(value)} (${evidence})`;
    });
}

/** What of a habit is needed to learn it. */
type Learnable = Pick<
  Habit<keyof LearnedFor<unknown>, unknown>,
  'setting' | 'over' | 'observe' | 'otherwise'
>;

/** The function, which finds each answer once. */
function once<Subject extends string | SectionIdentity, Answer>(
  find: (subject: Subject) => Answer,
): (subject: Subject) => Answer {
  const found = new Map<string, Answer>();
  return (subject) => {
    const key = JSON.stringify(subject);
    const answer = found.has(key) ? (found.get(key) as Answer) : find(subject);
    found.set(key, answer);
    return answer;
  };
}

/**
 * Which repository the sections of each name are about: the one that most of them link to. Now and then a heading was
 * copied and its link forgotten.
 */
function repositoriesByName(
  sections: readonly { readonly section: SectionText; readonly name: string | null }[],
): ReadonlyMap<string, string> {
  const linked = new Map<string, string[]>();
  for (const { section, name } of sections) {
    if (name === null || section.repository === null) continue;
    linked.set(name, [...(linked.get(name) ?? []), section.repository]);
  }
  return new Map(
    [...linked].flatMap(([name, repositories]) => {
      const most = byFrequency(repositories)[0]?.[0];
      return most === undefined ? [] : [[name, most]];
    }),
  );
}

/** The editions as models for the next one: without the stories that people told of each, also where these were reworded. */
export function withoutStories(
  editions: readonly EarlierEdition[],
  stories: readonly ToldStory[],
): readonly EarlierEdition[] {
  return editions.map((edition) => {
    const own = stories.filter(({ period }) => period === edition.period.key);
    return own.length === 0 ? edition : withoutOwnStories(edition, own);
  });
}

function withoutOwnStories(edition: EarlierEdition, stories: readonly ToldStory[]): EarlierEdition {
  const paragraphs = new Set(stories.flatMap(({ text }) => paragraphsIn(text)));
  const pairs = new Set(stories.flatMap(({ text }) => pairsIn(text)));
  const isOfStory = (paragraph: string) => {
    const own = pairsIn(paragraph);
    const told = own.filter((pair) => pairs.has(pair));
    return paragraphs.has(paragraph) || (own.length >= FEWEST_PAIRS && 2 * told.length > own.length);
  };
  const standing = (text: string) => {
    const all = paragraphsIn(text);
    const kept = all.filter((paragraph) => !isOfStory(paragraph));
    return kept.length === all.length ? text : kept.join('\n\n');
  };
  const standingSection = (section: SectionText): SectionText => {
    const text = standing(section.text);
    if (text === section.text) return section;
    // A list that a story replaced shows nothing of what is usually hidden.
    const isReplaced = section.entries.every(({ hidden }) => hidden);
    return { ...section, text, hasStory: true, entries: isReplaced ? [] : section.entries };
  };
  const parts = edition.parts.map((part) => ({ ...part, sections: part.sections.map(standingSection) }));
  const sections = parts.flatMap((part) => part.sections);
  return { ...edition, opening: standing(edition.opening), parts, sections };
}

/** Fewer may be anybody's. */
const FEWEST_PAIRS = 4;

function paragraphsIn(text: string): readonly string[] {
  return text.trim().split(/\n\s*\n/);
}

/** Each two words that follow each other, without regard to case. */
function pairsIn(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(1).map((word, index) => `${words[index]} ${word}`);
}
