import { type Markdown, mention, trusted } from '../markdown/markdown.js';
import type { Skeleton, SkeletonPart } from './skeleton.js';

/** Whether the part holds sections about projects outside of the organization. */
export function holdsWriteUps({
  heading,
  isProjects,
}: Pick<SkeletonPart, 'heading' | 'isProjects'>): boolean {
  return !isProjects && /^##\s+(?:other|personal)\s+projects\b/i.test(heading);
}

/** The skeleton with a part for projects outside of the organization: its own, else a new one after the projects part. */
export function withWriteUpsPart(skeleton: Skeleton): Skeleton {
  if (skeleton.parts.some(holdsWriteUps)) return skeleton;
  const part = { heading: '## Other Projects', body: '', closing: '', emptyNotice: '', isProjects: false };
  const place = skeleton.parts.findIndex(({ isProjects }) => isProjects) + 1;
  return { ...skeleton, parts: skeleton.parts.toSpliced(place, 0, part) };
}

/** `(Section written by [@login](…))`, as the editions sign such sections. */
export function signature(login: string, profileUrl: string): Markdown {
  return trusted(`<span class="gray">(Section written by ${mention(login, profileUrl)})</span>`);
}
