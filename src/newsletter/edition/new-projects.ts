import type { NewRepository } from '../activity/repository.js';
import { type EarlierEdition, mentionsRepository } from '../house-style/earlier-edition.js';
import { escapeLine, type Markdown, projectItem, trusted } from '../markdown/markdown.js';
import type { Skeleton, SkeletonPart } from './skeleton.js';

const HEADING = '## New Projects';
/** The part as editions keep it at hand in a comment, with the sentence that would open its list. */
const COMMENTED = /\s*<!--\s*## New Projects\s*(?:\n([^\n]*:))?\s*-->/;

/** Those of the repositories that no earlier edition tells of: imported history may be younger than its repository. */
export function newProjects(
  repositories: readonly NewRepository[],
  earlier: readonly EarlierEdition[],
): readonly NewRepository[] {
  return repositories.filter(
    ({ nameWithOwner }) => !earlier.some((edition) => mentionsRepository(edition, nameWithOwner)),
  );
}

/** The skeleton with a part that presents the new projects, after that of the others. */
export function withNewProjects(
  skeleton: Skeleton,
  projects: readonly NewRepository[],
  organization: string,
): Skeleton {
  if (projects.length === 0) return skeleton;
  const others = skeleton.parts.filter(({ heading }) => heading !== HEADING);
  const place = others.findIndex(({ isProjects }) => isProjects) + 1;
  const lead = others.map(({ closing }) => COMMENTED.exec(closing)?.[1]).find((found) => found !== undefined);
  const part = newProjectsPart(projects, lead ?? leadFor(projects, organization));
  const rest = others.map((other) => ({ ...other, closing: other.closing.replace(COMMENTED, '').trim() }));
  return { ...skeleton, parts: rest.toSpliced(place, 0, part) };
}

function leadFor(projects: readonly NewRepository[], organization: string): string {
  return projects.length === 1
    ? `There is a new project in the \`${organization}\` organization:`
    : `There are new projects in the \`${organization}\` organization:`;
}

function newProjectsPart(projects: readonly NewRepository[], lead: string): SkeletonPart {
  return {
    heading: HEADING,
    body: `${lead}\n\n${projects.map(itemOf).join('\n')}`,
    closing: '',
    emptyNotice: '',
    isProjects: false,
  };
}

function itemOf({ name, url, description }: NewRepository): Markdown {
  const text = (description ?? '').trim() === '' ? trusted('') : escapeLine(description ?? '');
  return projectItem(name, url, text);
}
