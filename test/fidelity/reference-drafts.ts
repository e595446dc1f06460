import { isBot, isPerson } from '../../src/newsletter/activity/contributor.js';
import type { Repository } from '../../src/newsletter/activity/repository.js';
import { byTime, type PullRequest } from '../../src/newsletter/activity/work.js';
import { entryLine, HOUSE_FORM, hiddenLine } from '../../src/newsletter/document/form.js';
import { asList, ENGLISH } from '../../src/newsletter/document/language.js';
import type { EditionSources } from '../../src/newsletter/edition/assemble-edition.js';
import { byUserId } from '../../src/newsletter/edition/credit.js';
import type { SectionText } from '../../src/newsletter/house-style/earlier-edition.js';
import { codeSpan, link, mention } from '../../src/newsletter/markdown/markdown.js';

/** Projects part as the organization's present tool makes it: headings, every pull request, everybody thanked. */
export function presentTool({ activity }: EditionSources): string {
  return projectsPart(
    activity.organization,
    mergedIn(activity).map(({ repository, merged }) =>
      [heading(repository), list(merged), thanks(merged, [])].filter((text) => text !== '').join('\n\n'),
    ),
  );
}

/**
 * Projects part by simple rules: heading, maintainers and text of the repository's last section, word for word; bots
 * hidden, one comment a line; merge time; sections with nothing shown left out; authors thanked but for maintainers.
 */
export function simpleRules({ activity, earlier }: EditionSources): string {
  const sections = [...earlier].reverse().flatMap(({ parts }) => parts.flatMap((part) => part.sections));
  return projectsPart(
    activity.organization,
    mergedIn(activity).flatMap(({ repository, merged }) => {
      const hidden = merged.filter(({ author }) => author !== null && isBot(author));
      const shown = merged.filter((pullRequest) => !hidden.includes(pullRequest));
      if (shown.length === 0) return [];
      const before = sections.find((section) => section.repository === repository.nameWithOwner);
      const comments = hidden.map(({ title, url }) => hiddenLine(HOUSE_FORM, title, url)).join('\n');
      return [...headOf(repository, before), list(shown), comments, thanks(shown, before?.maintainers ?? [])]
        .filter((text) => text !== '')
        .join('\n\n');
    }),
  );
}

function headOf(repository: Repository, before: SectionText | undefined): readonly string[] {
  if (before === undefined) return [heading(repository), 'We merged the following PRs this month:'];
  return [before.heading, before.maintainersLine ?? '', before.text.trim()];
}

interface Merged {
  readonly repository: Repository;
  readonly merged: readonly PullRequest[];
}

function mergedIn({ repositories, pullRequests }: EditionSources['activity']): readonly Merged[] {
  return repositories
    .map((repository) => ({
      repository,
      merged: pullRequests
        .filter((pullRequest) => pullRequest.repository === repository.nameWithOwner)
        .sort(byTime),
    }))
    .filter(({ merged }) => merged.length > 0);
}

function projectsPart(organization: string, sections: readonly string[]): string {
  return `## \`${organization}\` Projects\n\n${sections.join('\n\n')}\n`;
}

function heading({ name, url }: Repository): string {
  return `### ${link(codeSpan(name), url)}`;
}

function list(merged: readonly PullRequest[]): string {
  return merged.map(({ title, url }) => entryLine(HOUSE_FORM, title, url)).join('\n');
}

function thanks(merged: readonly PullRequest[], except: readonly string[]): string {
  const authors = merged.flatMap(({ author }) => (author !== null && isPerson(author) ? [author] : []));
  const people = [...new Map(authors.map((author) => [author.login, author])).values()]
    .filter(({ login }) => !except.includes(login))
    .sort(byUserId);
  if (people.length === 0) return '';
  const names = people.map(({ login, url }) => mention(login, url));
  return `Thanks to ${asList(names, ENGLISH)} for their ${authors.length === 1 ? 'contribution' : 'contributions'}!`;
}
