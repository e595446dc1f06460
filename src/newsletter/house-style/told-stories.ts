import type { EarlierEdition, SectionText, ToldStory } from './earlier-edition.js';

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
