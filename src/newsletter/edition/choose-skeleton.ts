import type { Activity } from '../activity/activity.js';
import type { NewRepository } from '../activity/repository.js';
import { withValue } from '../document/front-matter.js';
import { type EarlierEdition, modelsAmong } from '../house-style/earlier-edition.js';
import type { EditionSettings } from '../house-style/edition-settings.js';
import type { Section } from './edition.js';
import type { LinkNote } from './edition-notes.js';
import { firstSkeleton, type Skeleton, skeletonFrom } from './skeleton.js';
import { newProjects, withLinks, withNewProjects, withWriteUpsPart } from './skeleton-parts.js';
import { skeletonFromTemplate } from './template.js';

/** What the frame of an edition is made from. */
export interface SkeletonSources {
  readonly activity: Activity;
  /** Editions of months before the activity's, oldest first. */
  readonly earlier: readonly EarlierEdition[];
  /** Text of the template file; `null` when none is set. */
  readonly template: string | null;
  readonly settings: EditionSettings;
  /** The day of publication, `YYYY-MM-DD`; `null` as long as it is not known. */
  readonly publicationDay?: string | null;
}

/** The frame that the sections stand in, with the month's links and new projects, and the parts that all of these need. */
export function chooseSkeleton(
  sources: SkeletonSources,
  links: readonly LinkNote[],
  sections: readonly Section[],
): Skeleton {
  const frame = withLinks(dated(frameOf(sources), sources.publicationDay ?? null), links);
  const whole = sections.some(({ isWatched }) => isWatched) ? withWriteUpsPart(frame) : frame;
  return withNewProjects(whole, newProjectsIn(sources), sources.activity.organization);
}

/** As set, else one that says what it is. */
export function newsletterName({ name }: EditionSettings): string {
  return name ?? 'This Month';
}

/** As the template has it, else as the last edition; else a new one. */
function frameOf({ activity, earlier, template, settings }: SkeletonSources): Skeleton {
  const { month, organization } = activity;
  const overridden = template === null ? null : skeletonFromTemplate(template, month);
  if (overridden !== null) return overridden;
  const models = modelsAmong(earlier);
  return models.length === 0
    ? firstSkeleton(newsletterName(settings), organization, month)
    : skeletonFrom(models, organization, month);
}

function dated(skeleton: Skeleton, day: string | null): Skeleton {
  return day === null ? skeleton : { ...skeleton, frontMatter: withValue(skeleton.frontMatter, 'date', day) };
}

function newProjectsIn({ activity, earlier, settings }: SkeletonSources): readonly NewRepository[] {
  const told = activity.newRepositories.filter(
    ({ nameWithOwner }) => !settings.repository(nameWithOwner).isLeftOut,
  );
  return newProjects(told, earlier);
}
