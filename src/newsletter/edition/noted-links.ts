import { linkDestination } from '../markdown/link-destination.js';
import { escapeTitle, link, type Markdown, trusted } from '../markdown/markdown.js';
import type { LinkNote, LinkPart } from './edition-notes.js';
import type { Skeleton, SkeletonPart } from './skeleton.js';
import { holdsWriteUps, withWriteUpsPart } from './write-ups.js';

const HEADINGS: Readonly<Record<LinkPart, { readonly pattern: RegExp; readonly heading: string }>> = {
  news: {
    pattern: /^##\s.*\b(?:news|announcements?|blog posts?)\b/i,
    heading: '## Announcements, News, and Blog Posts',
  },
  infra: { pattern: /^##\s.*\b(?:infrastructure|tooling)\b/i, heading: '## Infrastructure and Tooling' },
  projects: { pattern: /^##\s+(?:other|personal)\s+projects\b/i, heading: '## Other Projects' },
};

/** The skeleton with the links in their parts; a part that it lacks comes before that of the organization's projects. */
export function withLinks(skeleton: Skeleton, links: readonly LinkNote[]): Skeleton {
  return (['news', 'infra', 'projects'] as const).reduce((before, part) => {
    const own = links.filter((note) => note.part === part);
    return own.length === 0 ? before : withList(before, part, own.map(linkItem).join('\n'));
  }, skeleton);
}

/** `- [title](address)` and the description's lines below it. */
export function linkItem({ url, title, words, description }: LinkNote): Markdown {
  const text = title !== null ? escapeTitle(title) : (words ?? addressWords(url));
  return trusted([`- ${link(text, url)}`, ...description.map((line) => `  - ${line}`)].join('\n'));
}

/** What a link without a title shows. */
function addressWords(url: string): Markdown {
  return escapeTitle(url.replace(/^https?:\/\/(?:www\.)?|\/$/gi, ''));
}

/** What the item of the link says in a text that the bot rendered; `null`: nothing but the address, or it has none. */
export function wordsIn(text: string, url: string): Markdown | null {
  const end = `](${linkDestination(url)})`;
  const item = text.split('\n').find((line) => line.startsWith('- [') && line.endsWith(end));
  const words = item?.slice('- ['.length, -end.length) ?? '';
  return words === '' || words === addressWords(url) ? null : trusted(words);
}

function withList(skeleton: Skeleton, part: LinkPart, list: string): Skeleton {
  const { pattern } = HEADINGS[part];
  const filled = part === 'projects' ? withWriteUpsPart(skeleton) : withPart(skeleton, part);
  const place = filled.parts.findIndex((candidate) =>
    part === 'projects' ? holdsWriteUps(candidate) : !candidate.isProjects && pattern.test(candidate.heading),
  );
  const parts = filled.parts.map((candidate, index) =>
    index === place ? withItems(candidate, list) : candidate,
  );
  return { ...filled, parts };
}

function withPart(skeleton: Skeleton, part: LinkPart): Skeleton {
  const { pattern, heading } = HEADINGS[part];
  if (skeleton.parts.some((candidate) => !candidate.isProjects && pattern.test(candidate.heading)))
    return skeleton;
  const place = skeleton.parts.findIndex(({ isProjects }) => isProjects);
  const added = { heading, body: '', closing: '', emptyNotice: '', isProjects: false };
  return { ...skeleton, parts: skeleton.parts.toSpliced(Math.max(0, place), 0, added) };
}

function withItems(part: SkeletonPart, list: string): SkeletonPart {
  return { ...part, body: [part.body, list].filter((text) => text !== '').join('\n\n'), emptyNotice: '' };
}
