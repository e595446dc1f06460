import { isBot } from '../../src/newsletter/activity/contributor.js';
import { shortName } from '../../src/newsletter/activity/work.js';
import type { Edition, EditionSection } from '../../src/newsletter/edition/edition.js';
import type { Scores } from './scores.js';

const DIFFERENCE = /^(\S+): draft (.*) \| published (.*)$/;

/** Each section of the drafts that thanks other people than the published one, and what is known of each of them. */
export function thanksDifferences({ months }: Scores, editions: readonly Edition[]): readonly string[] {
  return editions.flatMap((edition) =>
    (months[edition.period.key]?.lists['thanks differ'] ?? []).flatMap((difference) => {
      const [, repository = '', ours = '', theirs = ''] = DIFFERENCE.exec(difference) ?? [];
      const [draft, published] = [peopleIn(ours), peopleIn(theirs)];
      const section = [...edition.sections, ...edition.leftOut].find(
        (candidate) => candidate.repository.toLowerCase() === repository.toLowerCase(),
      );
      const told = [
        ...draft
          .filter((login) => !published.includes(login))
          .map((login) => `the draft alone thanks ${login}: ${partOf(login, section)}`),
        ...published
          .filter((login) => !draft.includes(login))
          .map((login) => `the editors alone thank ${login}: ${partOf(login, section)}`),
      ];
      return [`${edition.period.key} ${repository}: ${told.join('; ')}`];
    }),
  );
}

/** What a person did for the section. */
function partOf(login: string, section: EditionSection | undefined): string {
  if (section === undefined) return 'the draft has no such section';
  const entries = [...section.shown, ...section.hidden];
  const isOne = (other: string | undefined) => other?.toLowerCase() === login.toLowerCase();
  const wrote = entries.filter(({ work }) => isOne(work.author?.login));
  const helped = entries.filter(({ work }) => work.commitAuthors.some((coAuthor) => isOne(coAuthor.login)));
  const parts = [
    ...(section.maintainersLine?.toLowerCase().includes(`[@${login.toLowerCase()}]`) === true
      ? ['maintains it']
      : []),
    ...(wrote.some(({ work }) => work.author !== null && isBot(work.author)) ? ['a bot'] : []),
    ...(wrote.length > 0 ? [`wrote ${names(wrote)}`] : []),
    ...(helped.length > 0 ? [`wrote ${names(helped)} with others`] : []),
  ];
  return parts.length === 0 ? 'nothing of this name is recorded' : parts.join(', ');
}

const NAMED = 3;

function names(entries: EditionSection['shown']): string {
  const named = entries.slice(0, NAMED).map(({ work }) => shortName(work));
  const more = entries.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

function peopleIn(text: string): readonly string[] {
  return text === '-' ? [] : text.split(' ');
}
