import { identifyGroups, type Outlines, sectionsOf } from './identify-groups.js';
import { isRenderedBefore, type Outline, type PartOutline, type SectionOutline } from './outline.js';

/**
 * The fresh edition with the opening and the prose of the base. So no prose is merged while a comment that never ends
 * holds some of the people's, and all that is new is offered once it is mended. What the base does not have stays fresh.
 */
export function withEarlierProse(outlines: Outlines): Outline {
  const { base, fresh } = outlines;
  const identities = identifyGroups(outlines);
  const byNumber = <Group extends PartOutline | SectionOutline>(groups: readonly Group[]) =>
    new Map(groups.map((group) => [identities.of(group), group]));
  const parts = byNumber(base.parts.filter((part) => !isRenderedBefore(part)));
  const sections = byNumber(sectionsOf(base));
  return {
    opening: base.opening.length > 0 ? base.opening : fresh.opening,
    parts: fresh.parts.map((part) => {
      const { body, closing } = parts.get(identities.of(part)) ?? part;
      const withHeads = part.sections.map((section) => ({
        ...section,
        head: (sections.get(identities.of(section)) ?? section).head,
      }));
      return { ...part, body, closing, sections: withHeads };
    }),
  };
}
