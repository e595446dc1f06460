import type { Command } from '../commands/command.js';
import { isSameName } from '../newsletter/activity/repository.js';
import { leadsIn } from '../newsletter/markdown/addresses-in.js';
import { linesFrom } from '../newsletter/markdown/markdown.js';
import type { RequestSources } from './request.js';

/** What of a newcomer's request has to be looked at first: links to other places, or other people's names. */
export type Newcomer = 'links' | 'names';

/**
 * Why an author's command about their own pull request waits for an editor; `null`: it does not. Whoever no earlier
 * edition names is a newcomer: in plain words they may say what their change means, but neither send readers elsewhere
 * nor put others into the newsletter.
 */
export function newcomerWaits(login: string, command: Command, sources: RequestSources): Newcomer | null {
  if (sources.known.has(login.toLowerCase())) return null;
  switch (command.verb) {
    case 'note':
      return (
        leadsElsewhere(command.text, sources) ?? leadsElsewhere(linesFrom(command.text).join('\n\n'), sources)
      );
    case 'title':
      return leadsElsewhere(command.text, sources);
    case 'credit': {
      const others = command.logins.filter((other) => !isSameName(other, login));
      if (others.some((other) => !sources.known.has(other.toLowerCase()))) return 'names';
      return command.what === null ? null : leadsElsewhere(command.what, sources);
    }
    default:
      return null;
  }
}

/** Whether the text leads to anything but the organization's own pages. */
function leadsElsewhere(text: string, sources: RequestSources): Newcomer | null {
  return leadsIn(text).every((address) => isOwnPage(address, sources)) ? null : 'links';
}

/** A branch or tag. An id of a commit may be one of a fork: GitHub shows those below the organization's name, too. */
const NAMED = String.raw`(?!refs/|pull/|[\da-f]{7,}(?:[./]|$))[\w.-]+`;

/**
 * Pages of a repository that only its own people fill, below its root: pull requests, commits, releases, and files and
 * comparisons of its branches and tags. Anybody may write issues, discussions and wikis, and a comparison with a fork
 * (`main...eve:main`) shows the fork's text. What is percent-encoded is not looked into.
 */
const OWN_PAGE = new RegExp(
  String.raw`^/[\w.-]+(?:/(?:|pulls?(?:/\d+(?:/\w+)?)?|commits?(?:/[\w./-]*)?|releases(?:/[\w.+/-]*)?|(?:blob|tree)/${NAMED}(?:/[\w.+/-]*)?|compare/${NAMED}\.\.\.${NAMED}))?/?$`,
  'i',
);

/** Whether the address, as a browser reads it, is that of one of the organization's own pages. */
function isOwnPage(address: string, { origin, organization }: RequestSources): boolean {
  // What ends a sentence, or emphasis, is not linked.
  const written = address.replace(/[.,:;!?*_~]+$/, '');
  if (!URL.canParse(written)) return false;
  const page = new URL(written).href.replace(/#.*$/, '').toLowerCase();
  const own = `${origin}/${organization}`.toLowerCase();
  return page === own || (page.startsWith(`${own}/`) && OWN_PAGE.test(page.slice(own.length)));
}
