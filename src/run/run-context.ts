import { formatProblems, problemText } from '../config/config-problems.js';
import {
  editionSettings,
  type NewsletterConfig,
  parseConfig,
  repositoriesAskedFor,
} from '../config/newsletter-config.js';
import { createWriteAccess, type UserPermissions } from '../github/comments/draft-commands.js';
import type { Askers } from '../github/comments/edit-history.js';
import type { Client, Clients, Log } from '../github/connection/client.js';
import { EditorNeeded } from '../github/connection/errors.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import {
  type Published,
  type PublishedPlaces,
  readPublished,
} from '../github/newsletter/read-earlier-editions.js';
import { CONFIG_PATH, type Newsletter, readNewsletter } from '../github/newsletter/read-newsletter.js';
import { type EditionFiles, editionFiles } from '../newsletter/activity/edition-files.js';
import { NameSet } from '../newsletter/activity/names.js';
import { type Calendar, calendarOf, type Period } from '../newsletter/activity/period.js';
import type { Form } from '../newsletter/document/form.js';
import { languageOf } from '../newsletter/document/language.js';
import { siteRules, usualFile } from '../newsletter/document/site.js';
import type { EditionSources } from '../newsletter/edition/assemble-edition.js';
import { learnHouseStyle } from '../newsletter/house-style/house-style.js';
import type { NewsletterPlaces } from '../replies/comments/not-in-edition.js';

/** Which newsletter, and how the command line overrides its settings. */
export interface NewsletterRequest {
  /** `owner/name`. */
  readonly newsletter: string;
  /** `null`: as configured. */
  readonly organization: string | null;
  /** Texts to try instead of those of its settings and its template. */
  readonly proposal?: { readonly config: string; readonly template: string | null };
}

/** The newsletter with its settings and what it published. */
export interface NewsletterContext {
  readonly newsletter: Newsletter;
  readonly config: NewsletterConfig;
  readonly calendar: Calendar;
  readonly files: EditionFiles;
  readonly published: Published;
  /** How its editions are marked up. */
  readonly form: Form;
}

/** What everything that reads works with, a preview too: its second client only asks where the first is shown too little. */
export interface ReadingContext extends NewsletterContext {
  readonly clients: Askers;
  /** Whose word counts, and how the bot is addressed. */
  readonly permissions: UserPermissions;
  /** When the run began. */
  readonly now: Date;
  readonly log: Log;
}

/** What every step of a run works with. */
export interface RunContext extends ReadingContext {
  readonly clients: Clients;
}

/** The draft that a run is about. */
export interface ChosenDraft {
  readonly period: Period;
  readonly draft: ReadDraft;
  /** The period that waits, since the draft of an earlier one is still open. */
  readonly waiting: Period | null;
  /** Whether something was written before it was read as it is now. */
  readonly isPrepared: boolean;
}

/** Reads what a run begins with. Throws like `readNewsletterContext`. */
export async function startRun(
  clients: Clients,
  request: NewsletterRequest,
  now: Date,
  log: Log,
): Promise<RunContext> {
  const context = await readNewsletterContext(clients.reader, request, log);
  const permissions = { mayWrite: createWriteAccess(clients.reader, now), botLogin: clients.botLogin };
  return { ...context, clients, permissions, now, log };
}

/** As above, without a client that writes, and without the App's name: nobody is answered. */
export async function startPreview(
  client: Client,
  request: NewsletterRequest,
  now: Date,
  log: Log,
): Promise<ReadingContext> {
  const context = await readNewsletterContext(client, request, log);
  const permissions = { mayWrite: createWriteAccess(client, now), botLogin: null };
  return { ...context, clients: { reader: client, writer: client }, permissions, now, log };
}

/** Reads the newsletter repository. Throws `EditorNeeded` with every problem of its configuration. */
export async function readNewsletterContext(
  client: Client,
  request: NewsletterRequest,
  log: Log,
): Promise<NewsletterContext> {
  const { proposal } = request;
  const found = await readNewsletter(client, request.newsletter);
  const newsletter = proposal === undefined ? found : { ...found, config: proposal.config };
  const set = configOf(newsletter);
  const config = { ...set, organization: request.organization ?? set.organization };
  const places = { ...publishedPlaces(newsletter, config), proposedTemplate: proposal?.template ?? null };
  const published = await readPublished(client, places, log);
  return {
    newsletter,
    config,
    calendar: places.calendar,
    files: published.files,
    published,
    form: published.form,
  };
}

/** Where the newsletter's editions are, at its newest commit. */
export function publishedPlaces(
  { nameWithOwner, defaultBranch, site }: Newsletter,
  config: NewsletterConfig,
): PublishedPlaces {
  const { organization, template, format, period, begins, timezone, publish } = config;
  const made = config.site ?? site ?? 'zola';
  const file = config.file ?? usualFile(made);
  const language = languageOf(config.language, config.phrases);
  const words = { language: language.tag, ...language.phrases };
  const calendar = calendarOf({ period, begins, timezone, publish, words });
  const files = editionFiles(file, calendar);
  return {
    newsletter: nameWithOwner,
    oid: defaultBranch.oid,
    organization,
    template,
    format,
    site: siteRules(made, file),
    language,
    calendar,
    file,
    files,
  };
}

/** The forks, and the repositories outside of the organization, that the edition of `period` covers: as set, and as learned. */
export function watchedRepositories(
  { config, published }: NewsletterContext,
  period: Period,
): readonly string[] {
  const settings = editionSettings(config);
  const earlier = published.editions.filter((edition) => edition.period.key < period.key);
  const style = learnHouseStyle(earlier, config.organization, settings);
  return [...repositoriesAskedFor(config), ...learnedWatch({ settings, style })];
}

/** Repositories that the last editions have sections about, without those that the settings name or leave out. */
export function learnedWatch({
  settings,
  style,
}: Pick<EditionSources, 'settings' | 'style'>): readonly string[] {
  const set = new NameSet(settings.watch);
  const { value: learned } = style.watched;
  return learned.filter(
    (name) => !set.has(name) && !settings.excluded.has(name) && !settings.repository(name).hide,
  );
}

/** The newsletter's settings. Throws `EditorNeeded` with all that is wrong with them. */
export function configOf({ config, nameWithOwner }: Newsletter): NewsletterConfig {
  const parsed = parseConfig(config, nameWithOwner);
  if (parsed.kind === 'valid') return parsed.config;
  throw new EditorNeeded(
    `${CONFIG_PATH} of ${nameWithOwner} has mistakes:\n${formatProblems(parsed.problems, CONFIG_PATH)}`,
    {
      mistakes: parsed.problems.map((problem) => ({ line: problem.line, message: problemText(problem) })),
    },
  );
}

/** Where people find the newsletter and its published editions. */
export function newsletterPlaces(context: NewsletterContext): NewsletterPlaces {
  const { nameWithOwner, url } = context.newsletter;
  const isPublished = (period: Period) => context.published.periods.some(({ key }) => key === period.key);
  const addressOf = (period: Period) => (isPublished(period) ? publishedAddress(context, period) : null);
  return { newsletter: nameWithOwner, url, periodKind: context.calendar.kind, addressOf };
}

/** Where a published edition is read: on the newsletter's site, else its file on GitHub. */
export function publishedAddress(context: NewsletterContext, period: Period): string {
  const { address } = context.config.announce;
  return address === null ? fileAddress(context, period) : context.files.fill(address, period);
}

/** Where GitHub shows the edition's file, on the default branch or at a commit. */
export function fileAddress(
  { newsletter, files }: NewsletterContext,
  period: Period,
  at = newsletter.defaultBranch.name,
): string {
  const path = `${at}/${files.pathOf(period)}`;
  return `${newsletter.url}/blob/${path.split('/').map(encodeURIComponent).join('/')}`;
}
