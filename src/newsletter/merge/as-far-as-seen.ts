import { identifyGroups, type Outlines, sectionsOf } from './identify-groups.js';
import { creditOf } from './merge-credits.js';
import {
  isRenderedBefore,
  type Outline,
  type PartOutline,
  piecesOf,
  type SectionOutline,
} from './outline.js';

/**
 * The fresh edition as far as people can see it in a file whose last comment never ends: the opening and the prose are
 * those of the base, as are the entries and credits that the comment may hold. So they wait, and are offered once it is
 * mended.
 */
export function asFarAsSeen(outlines: Outlines): Outline {
  const { base, current, fresh } = outlines;
  const identities = identifyGroups(outlines);
  const byNumber = <Group extends PartOutline | SectionOutline>(groups: readonly Group[]) =>
    new Map(groups.map((group) => [identities.of(group), group]));
  const parts = byNumber(base.parts.filter((part) => !isRenderedBefore(part)));
  const [sections, own] = [base, current].map((outline) => byNumber(sectionsOf(outline)));
  const offered = new Map([...piecesOf(base)].reverse().map((piece) => [piece.key, piece]));
  const seen = new Set(piecesOf(current).map(({ key }) => key));

  const sectionAsSeen = (section: SectionOutline): SectionOutline => {
    const number = identities.of(section);
    const old = sections?.get(number);
    const rest = section.rest.map((piece) => {
      if (piece.kind === 'credit')
        return creditOf(own?.get(number)) === undefined ? (creditOf(old) ?? piece) : piece;
      return seen.has(piece.key) ? piece : (offered.get(piece.key) ?? piece);
    });
    return { ...section, head: (old ?? section).head, rest };
  };
  return {
    opening: base.opening.length > 0 ? base.opening : fresh.opening,
    parts: fresh.parts.map((part) => {
      const { body, closing } = parts.get(identities.of(part)) ?? part;
      return { ...part, body, closing, sections: part.sections.map(sectionAsSeen) };
    }),
  };
}
