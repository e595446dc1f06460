import { addressesIn } from '../newsletter/markdown/addresses-in.js';
import { linesFrom } from '../newsletter/markdown/markdown.js';
import type { Command } from './command.js';
import type { NoteSources } from './note-sources.js';

/** What of a newcomer's request has to be looked at first: links to other places, or other people's names. */
export type Newcomer = 'links' | 'names';

/**
 * Why an author's command about their own pull request waits for an editor; `null`: it does not. Whoever no earlier
 * edition names is a newcomer: in plain words they may say what their change means, but neither send readers elsewhere
 * nor put others into the newsletter.
 */
export function newcomerWaits(login: string, command: Command, sources: NoteSources): Newcomer | null {
  if (sources.known.has(login.toLowerCase())) return null;
  switch (command.verb) {
    case 'note':
      return leadsElsewhere(`${command.text}\n\n${linesFrom(command.text).join('\n\n')}`, sources);
    case 'title':
      return leadsElsewhere(command.text, sources);
    case 'credit': {
      const others = command.logins.filter((other) => other.toLowerCase() !== login.toLowerCase());
      if (others.some((other) => !sources.known.has(other.toLowerCase()))) return 'names';
      return command.what === null ? null : leadsElsewhere(command.what, sources);
    }
    default:
      return null;
  }
}

/** Whether the text has an address outside of the organization's own pages. */
function leadsElsewhere(text: string, { origin, organization }: NoteSources): Newcomer | null {
  const own = `${origin}/${organization}/`.toLowerCase();
  return addressesIn(text).some((address) => !address.toLowerCase().startsWith(own)) ? 'links' : null;
}
