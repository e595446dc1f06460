import { subSeconds } from 'date-fns/subSeconds';
import { assembleEdition, type EditionSources } from '../../src/newsletter/edition/assemble-edition.js';
import type { Edition } from '../../src/newsletter/edition/edition.js';
import { NO_REPOSITORY } from '../../src/newsletter/house-style/house-style.js';
import { previewSources } from '../../src/run/draft-edition.js';
import { loadRecordedData } from '../fake-github/recorded-data.js';
import { readRecordedFiles } from '../fake-github/recorded-files.js';
import { silent, withFakeGitHub } from '../fake-github/with-fake-github.js';
import { month as periodOf } from '../newsletter/builders.js';

/** A month's edition as the bot drafts it, and what that took. */
export interface RecordedPreview {
  readonly sources: EditionSources;
  readonly edition: Edition;
  /** How many requests GitHub answered; those for notes of publication, and the crates they are about, apart. */
  readonly requests: number;
  readonly milliseconds: number;
}

const NEWSLETTER = 'rust-osdev/homepage';

/** The repository that the editions are in: with settings for another organization, that of its name, or its only one. */
export function newsletterOf(directory: string): string {
  const { config, repositories } = readRecordedFiles(directory);
  const organization = /^organization: (\S+)$/m.exec(config ?? '')?.[1] ?? 'rust-osdev';
  if (organization === 'rust-osdev') return NEWSLETTER;
  const [first, ...others] = repositories;
  return first !== undefined && others.length === 0
    ? `${first.owner}/${first.name}`
    : `${organization}/newsletter`;
}

/** Previews the month on a fake GitHub that holds a folder of recorded data, as the world was then: at the month's last second, unless said. `config` is the text of `newsletter.yml`. */
export async function previewRecordedMonth(
  directory: string,
  month: string,
  asOf = subSeconds(periodOf(month).end, 1),
  config?: string,
): Promise<RecordedPreview> {
  const newsletter = newsletterOf(directory);
  return await withFakeGitHub(
    async (github, client) => {
      loadRecordedData(github, directory, {
        asOf,
        newsletter,
        ...(config === undefined ? {} : { config }),
      });
      const begin = performance.now();
      const request = { newsletter, organization: null };
      const sources = await previewSources(client, request, month, asOf, silent);
      const edition = assembleEdition(sources);
      const forNotes = [
        'Releases',
        'Tags',
        ...(sources.style.releaseNotes(NO_REPOSITORY).value ? ['GitObjects'] : []),
      ];
      const collecting = github.requests.filter(({ operation }) => !forNotes.includes(operation ?? ''));
      return { sources, edition, requests: collecting.length, milliseconds: performance.now() - begin };
    },
    { clock: () => asOf },
  );
}
