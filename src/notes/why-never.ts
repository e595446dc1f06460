import { isPerson } from '../newsletter/activity/contributor.js';
import type { Command } from './command.js';
import type { NoteSources } from './note-sources.js';
import { isOwn, isWork, workListedIn } from './own-work.js';

/** Why nobody may have that, a sentence; `null`: it depends on who asks. */
export function whyNever(command: Command, sources: NoteSources): string | null {
  switch (command.verb) {
    case 'section':
      return isOwn(command.repository, sources)
        ? `\`${command.repository}\` is of the organization; \`intro\` puts prose above its list.`
        : whyNoProse(command.text, sources);
    case 'intro':
      return whyNoProse(command.text, sources);
    case 'link':
      return isWork(command.url, sources)
        ? 'Pull requests and commits of the organization have entries of their own: `now` brings one in, and `highlight` puts it first.'
        : null;
    case 'credit':
      return whyNotThanked(command.logins, sources);
    default:
      return null;
  }
}

function whyNoProse(text: string, sources: NoteSources): string | null {
  const listed = workListedIn(text, sources);
  if (listed === null) return null;
  return `A list item with a link to \`${listed}\` would be taken for its entry; tell of it in a sentence instead.`;
}

function whyNotThanked(logins: readonly string[], { optOuts, origin }: NoteSources): string | null {
  const machine = logins.find(
    (login) => !isPerson({ login, type: 'User', databaseId: null, url: `${origin}/${login}` }),
  );
  if (machine !== undefined) return `Only people are thanked, and \`${machine}\` is none.`;
  const unwilling = logins.find((login) => optOuts.has(login.toLowerCase()));
  if (unwilling === undefined) return null;
  return `\`${unwilling}\` asked never to be thanked. Only \`${unwilling}\` can take that back: by deleting that comment, and asking an editor to take the name off the list.`;
}
