import type { EarlierEdition, SectionText } from './earlier-edition.js';

const SIGNATURE = /\bSection written by\b(.*)/gi;
const NAME = /\[`?@([a-z\d][a-z\d-]*)`?\]/gi;

/** Who signed the sections about a repository: logins by `nameWithOwner`, all in lower case. */
export function sectionAuthors(earlier: readonly EarlierEdition[]): ReadonlyMap<string, ReadonlySet<string>> {
  const authors = new Map<string, Set<string>>();
  for (const section of earlier.flatMap(({ parts }) => parts.flatMap(({ sections }) => sections))) {
    if (section.repository === null) continue;
    const repository = section.repository.toLowerCase();
    const signed = authors.get(repository) ?? new Set();
    for (const login of signersOf(section)) signed.add(login);
    if (signed.size > 0) authors.set(repository, signed);
  }
  return authors;
}

function signersOf({ text, blocks }: SectionText): readonly string[] {
  const texts = [text, ...blocks.map((block) => block.text)];
  return texts.flatMap((each) =>
    [...each.matchAll(SIGNATURE)].flatMap(([, rest = '']) =>
      [...rest.matchAll(NAME)].map(([, login = '']) => login.toLowerCase()),
    ),
  );
}
