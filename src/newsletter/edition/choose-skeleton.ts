import type { Activity } from '../activity/activity.js';
import { NameSet } from '../activity/names.js';
import type { NewRepository } from '../activity/repository.js';
import { escaped } from '../activity/text-pattern.js';
import { type Form, partHeading, projectItem } from '../document/form.js';
import { withDay } from '../document/front-matter.js';
import { phrase } from '../document/language.js';
import { type EarlierEdition, mentionsRepository } from '../house-style/earlier-edition.js';
import type { EditionSettings } from '../house-style/edition-settings.js';
import type { HouseStyle } from '../house-style/house-style.js';
import { listOrder } from '../house-style/order-habits.js';
import { escapeLine, type Markdown, trusted } from '../markdown/markdown.js';
import type { AddedLink } from './amendments.js';
import { peopleOf } from './credit.js';
import type { EditionSection } from './edition.js';
import type { Format } from './format.js';
import { withLinks, withWriteUpsPart } from './link-parts.js';
import { inOneList } from './render-edition.js';
import { firstSkeleton, type Skeleton, skeletonFrom } from './skeleton.js';
import { skeletonFromTemplate } from './template.js';

/** What the frame of an edition is made from. */
export interface SkeletonSources {
  /** How the newsletter's editions are marked up. */
  readonly form: Form;
  readonly activity: Activity;
  /** Editions of periods before the activity's, oldest first. */
  readonly earlier: readonly EarlierEdition[];
  /** Text of the template file; `null` when none is set. */
  readonly template: string | null;
  readonly settings: EditionSettings;
  /** What is set, and what `earlier` teaches. */
  readonly style: HouseStyle;
  /** The day of publication, `YYYY-MM-DD`; `null` as long as it is not known. */
  readonly publicationDay?: string | null;
  /** Logins of those who contributed for the first time, as far as they are known. */
  readonly newcomers?: readonly string[];
  /** What the organization calls itself; `null` where that is not known. */
  readonly organizationName?: string | null;
  /** What the edition counts as; `null` where the paths of the newsletter's editions have no numbers. */
  readonly number?: number | null;
}

/** What the frame tells of, besides what it is made from. */
export interface FrameContent {
  readonly links: readonly AddedLink[];
  readonly sections: readonly EditionSection[];
  /** Those of them that stand in the file. */
  readonly shown: readonly EditionSection[];
  readonly format: Format;
}

/** The frame that the sections stand in, with the period's links and new projects, and the parts that all of these need. */
export function chooseSkeleton(
  sources: SkeletonSources,
  { links, sections, shown, format }: FrameContent,
): Skeleton {
  const { form, activity } = sources;
  const chosen = frameOf(sources, shown, format);
  const onDay = dated(chosen, sources.publicationDay ?? null);
  const frame =
    links.length === 0 ? onDay : withLinks(form, onDay, links, sources.style.models, activity.period);
  const whole = sections.some(({ isWatched }) => isWatched) ? withWriteUpsPart(form, frame) : frame;
  return withNewProjects(form, whole, newProjectsIn(sources), activity.organization);
}

/** As set, else one that says what it is. */
export function newsletterName({
  settings,
  activity: { period },
  organizationName = null,
}: Pick<SkeletonSources, 'settings' | 'activity' | 'organizationName'>): string {
  const usual = `This ${period.kind.charAt(0).toUpperCase()}${period.kind.slice(1)}`;
  return settings.name ?? (organizationName === null ? usual : `${usual} at ${organizationName}`);
}

/** As the template has it, else as the last edition; else a new one. */
function frameOf(sources: SkeletonSources, sections: readonly EditionSection[], format: Format): Skeleton {
  const { form, activity, earlier, template, style, publicationDay, number = null } = sources;
  const { models } = style;
  const { period, organization } = activity;
  if (template !== null) {
    const told = format.isOneList ? inOneList(sections, { format, listOrder: listOrder(style) }) : sections;
    const people = peopleOf(told, format.peopleOrder);
    const newcomers = new NameSet(sources.newcomers ?? []);
    const facts = {
      period,
      day: publicationDay ?? period.plannedDay,
      number: number ?? earlier.length + 1,
      count: sections.flatMap(({ shown }) => shown).length,
      people,
      newcomers: people.filter(({ login }) => newcomers.has(login)),
    };
    return skeletonFromTemplate(form, template, facts, format);
  }
  return models.length === 0
    ? firstSkeleton(form, newsletterName(sources), organization, period)
    : skeletonFrom(form, models, organization, period, number);
}

function dated(skeleton: Skeleton, day: string | null): Skeleton {
  return day === null ? skeleton : { ...skeleton, frontMatter: withDay(skeleton.frontMatter, day) };
}

function newProjectsIn({ activity, earlier, settings }: SkeletonSources): readonly NewRepository[] {
  const told = activity.newRepositories.filter(
    ({ nameWithOwner }) => !settings.repository(nameWithOwner).hide,
  );
  return newProjects(told, earlier);
}

/** Those of the repositories that no earlier edition tells of: imported history may be younger than its repository. */
function newProjects(
  repositories: readonly NewRepository[],
  earlier: readonly EarlierEdition[],
): readonly NewRepository[] {
  return repositories.filter(
    ({ nameWithOwner }) => !earlier.some((edition) => mentionsRepository(edition, nameWithOwner)),
  );
}

/** The skeleton with a part that presents the new projects, after that of the others. */
function withNewProjects(
  form: Form,
  skeleton: Skeleton,
  projects: readonly NewRepository[],
  organization: string,
): Skeleton {
  if (projects.length === 0) return skeleton;
  const own = partHeading(form, phrase(form.language, 'newProjects'));
  // Editions keep the part at hand in a comment, with the sentence that would open its list.
  const { opens, closes } = form.hidden;
  const commented = new RegExp(String.raw`\s*${opens}\s*${escaped(own)}\s*(?:\n([^\n]*:))?\s*${closes}`);
  const others = skeleton.parts.filter(({ heading }) => heading !== own);
  const place = others.findIndex(({ isProjects }) => isProjects) + 1;
  const lead = others.map(({ closing }) => commented.exec(closing)?.[1]).find((found) => found !== undefined);
  const list = projects.map((project) => itemOf(form, project)).join('\n');
  const part = {
    heading: own,
    body: `${lead ?? leadFor(form, projects, organization)}\n\n${list}`,
    closing: '',
    emptyNotice: '',
    isProjects: false,
  };
  const rest = others.map((other) => ({ ...other, closing: other.closing.replace(commented, '').trim() }));
  return { ...skeleton, parts: rest.toSpliced(place, 0, part) };
}

function leadFor({ language }: Form, { length }: readonly NewRepository[], organization: string): string {
  return phrase(language, length === 1 ? 'newProjectLead' : 'newProjectsLead', { organization });
}

function itemOf(form: Form, { name, url, description }: NewRepository): Markdown {
  const text = (description ?? '').trim() === '' ? trusted('') : escapeLine(description ?? '');
  return projectItem(form, name, url, text);
}
