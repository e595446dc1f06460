import { type Month, monthName, monthsNamed } from '../../newsletter/activity/month.js';
import { splitName } from '../../newsletter/activity/name-with-owner.js';
import { editionsFolder, monthAt } from '../../newsletter/edition/edition-file.js';
import { type EarlierEdition, parseEarlierEdition } from '../../newsletter/house-style/earlier-edition.js';
import { editionTitle } from '../../newsletter/house-style/front-matter.js';
import { compareText } from '../../newsletter/markdown/order.js';
import type { Client, Log } from '../connection/client.js';
import { EditorNeeded } from '../connection/errors.js';
import { query } from '../connection/graphql.js';
import { remember } from '../connection/remember.js';
import { type FolderEntry, type FolderFile, filesIn } from './folder.js';

/** What was published, and who owns what is to be collected. */
export interface Published {
  /** Oldest first. */
  readonly editions: readonly EarlierEdition[];
  /** Text of the template file; `null` when none is set. */
  readonly template: string | null;
  /** Whether the organization is one on GitHub; else it is a person's account. */
  readonly isOrganization: boolean;
  readonly gaps: readonly string[];
}

/** Where to look. */
export interface PublishedPlaces {
  readonly newsletter: string;
  readonly organization: string;
  /** Path of an edition, with `{month}`. */
  readonly file: string;
  readonly template: string | null;
  /** The commit at which to look. */
  readonly oid: string;
}

export const EDITIONS = /* GraphQL */ `
  query Editions($owner: String!, $name: String!, $folder: String!, $template: String!, $organization: String!) {
    repositoryOwner(login: $organization) {
      __typename
      repositories(first: 1, isFork: false) { totalCount }
    }
    repository(owner: $owner, name: $name) {
      template: object(expression: $template) { ... on Blob { text } }
      folder: object(expression: $folder) {
        ... on Tree {
          entries {
            name
            object {
              ... on Blob { ...Text }
              ... on Tree { entries { name object { ... on Blob { ...Text } } } }
            }
          }
        }
      }
    }
  }
  fragment Text on Blob { text isTruncated }
`;

interface Answer {
  readonly repositoryOwner: {
    readonly __typename: string;
    readonly repositories: { readonly totalCount: number };
  } | null;
  readonly repository: {
    readonly template: { readonly text?: string | null } | null;
    readonly folder: { readonly entries?: readonly FolderEntry[] | null } | null;
  };
}

/**
 * Reads all editions of a commit in one request; they are the ledger of what is told already.
 * Throws `EditorNeeded` when the organization does not exist or has no repositories, or the template is missing.
 */
export async function readPublished(client: Client, places: PublishedPlaces, log: Log): Promise<Published> {
  const { owner, name } = splitName(places.newsletter);
  const variables = {
    owner,
    name,
    folder: `${places.oid}:${editionsFolder(places.file)}`,
    template: `${places.oid}:${places.template ?? ''}`,
    organization: places.organization,
  };
  const { repositoryOwner, repository } = await remember(
    client,
    [EDITIONS, variables],
    () => query<Answer>(client, EDITIONS, variables),
    // What is wrong with the owner may be mended without a commit.
    (answer) => (answer.repositoryOwner?.repositories.totalCount ?? 0) > 0,
  );
  const isOrganization = checkOwner(repositoryOwner, places.organization);
  const template = places.template === null ? null : (repository.template?.text ?? null);
  if (places.template !== null && template === null) {
    throw new EditorNeeded(
      `The template ${places.template} is not in ${places.newsletter}. Add it, or remove the setting "template".`,
      { setting: 'template' },
    );
  }
  const files = filesIn(editionsFolder(places.file), repository.folder?.entries);
  const placed = files.flatMap((file) => toFound(file, monthAt(places.file, file.path)));
  const found = [...placed, ...movedEditions(files, placed)];
  const editions = found
    .map(({ month, text }) => parseEarlierEdition(month, text ?? ''))
    .sort((left, right) => compareText(left.month, right.month));
  log.info(`Read ${editions.length} earlier editions.`);
  return {
    editions: onePerMonth(editions),
    template,
    isOrganization,
    gaps: found.flatMap(unreadPart),
  };
}

function checkOwner(owner: Answer['repositoryOwner'], login: string): boolean {
  if (owner === null) {
    throw new EditorNeeded(`There is no organization ${login} on GitHub. Check the setting "organization".`, {
      setting: 'organization',
    });
  }
  if (owner.repositories.totalCount === 0) {
    throw new EditorNeeded(
      `The organization ${login} has no repositories that can be read, so there is nothing to collect.`,
      { setting: 'organization' },
    );
  }
  return owner.__typename === 'Organization';
}

/** A file that is an edition by its path, whatever stands in it. */
interface FoundEdition extends FolderFile {
  readonly month: Month;
}

/**
 * Editions of further months that a person moved to where the setting does not have them, before they were published:
 * their titles are those of the other editions, but for the month.
 */
function movedEditions(
  files: readonly FolderFile[],
  placed: readonly FoundEdition[],
): readonly FoundEdition[] {
  const paths = new Set(placed.map(({ path }) => path));
  const months = new Set(placed.map(({ month }) => month));
  const titles = new Set(placed.flatMap((file) => titleAround(file)?.title ?? []));
  return files.flatMap((file) => {
    const around = paths.has(file.path) ? null : titleAround(file);
    const isMoved = around !== null && titles.has(around.title) && !months.has(around.month);
    return isMoved ? [{ ...file, month: around.month }] : [];
  });
}

/** The title of a file's front matter, without the one month that it names. */
function titleAround({ text }: FolderFile): { readonly title: string; readonly month: Month } | null {
  const [, frontMatter = ''] = /^\uFEFF?\+\+\+\r?\n([\s\S]*?)\r?\n\+\+\+/.exec(text ?? '') ?? [];
  const title = editionTitle(frontMatter) ?? '';
  const [month, ...others] = monthsNamed(title);
  if (month === undefined || others.length > 0) return null;
  return { title: title.replace(monthName(month), ''), month };
}

function toFound(file: FolderFile, month: Month | null): FoundEdition[] {
  return month === null ? [] : [{ ...file, month }];
}

/** What of an edition's file is unknown, a sentence: its entries may come again. */
function unreadPart({ path, text, isTruncated }: FoundEdition): string[] {
  if (text === null) return [`${path} is not a text file.`];
  return isTruncated ? [`${path} is too large for GitHub to give it whole.`] : [];
}

function onePerMonth(editions: readonly EarlierEdition[]): readonly EarlierEdition[] {
  return [...new Map(editions.map((edition): [Month, EarlierEdition] => [edition.month, edition])).values()];
}
