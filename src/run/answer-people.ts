import { verbOf } from '../commands/verbs.js';
import { editionSettings } from '../config/newsletter-config.js';
import type { Conversation } from '../github/comments/conversation.js';
import { NO_OVERRIDES } from '../github/comments/read-edition-overrides.js';
import { whereBotIsUnwanted } from '../github/comments/unwanted-comments.js';
import { writeComment } from '../github/comments/write-comment.js';
import { writeReactions } from '../github/comments/write-reactions.js';
import type { Clients, Log, WritingClient } from '../github/connection/client.js';
import { explain, isRateLimited } from '../github/connection/errors.js';
import { rememberOptOuts } from '../github/draft/archive.js';
import { markReady } from '../github/draft/publish-draft.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import type { Month } from '../newsletter/activity/month.js';
import { NO_FORMER_NAMES } from '../newsletter/activity/repository.js';
import type { Document } from '../newsletter/document/document.js';
import { sourceUrl } from '../newsletter/draft/draft.js';
import type { Edition } from '../newsletter/edition/edition.js';
import { invitees } from '../replies/comments/invitation.js';
import { planReactions } from '../replies/comments/reactions.js';
import type { Answer, RequestOutcome } from '../requests/answer.js';
import { withHandEdits } from '../requests/hand-edits.js';
import type { ResolvedRequests } from '../requests/resolve-requests.js';
import { type Answered, MOST_ANSWERS, type PlannedAnswer, planAnswers } from './plan-answers.js';
import type { MonthSources } from './read-sources.js';
import { resolveDraftNotes } from './resolve-draft-notes.js';
import type { RunContext } from './run-context.js';

/** A draft whose plan was applied, and what people had asked for it. */
export interface AnsweredDraft extends InvitingDraft {
  readonly resolved: ResolvedRequests;
  readonly draft: ReadDraft;
  /** The edition as the bot renders it. */
  readonly fresh: string;
}

/**
 * Answers everybody who asked for something, does what is done once, and invites those whom the settings name. What
 * fails is said on the log; the next run looks again. An edition that is incomplete is no answer to anybody.
 */
export async function answerPeople(run: RunContext, answered: AnsweredDraft): Promise<void> {
  const { clients, newsletter, config, log } = run;
  const { sources, resolved, draft, edition, fresh, document } = answered;
  if (!config.notes || edition.gaps.length > 0) return;
  try {
    const news = resolved.optOuts.filter((login) => !draft.optOuts.includes(login));
    if (news.length > 0) await rememberOptOuts(clients, newsletter, news);
  } catch (error) {
    log.warn(`Who does not want to be thanked is not remembered yet. ${explain(error)}`);
  }
  const obeyed = await markReadyWhenAsked(clients.writer, draft, resolved.answers);
  const answers = withHandEdits(obeyed, { notes: resolved.notes, edition, fresh, document });
  const file = { edition, document, url: sourceUrl(draft) };
  const invited = await invitedTo(run, answered);
  // What was said on the others was answered when it came; see `answerAside`.
  const places = sources.conversations.filter((each) => resolved.noted.has(each.key));
  const said = {
    answers,
    invited,
    file,
    notInEdition: resolved.notInEdition,
    areTicksHidden: resolved.areTicksHidden,
    conversations: places,
    hidden: sources.hidden,
  };
  await answerNotes(clients, { ...said, draft: draft.conversation }, log);
}

/**
 * Lets editors see that the bot obeyed, where it leaves the draft alone otherwise: reactions to comments with nothing but
 * commands to the bot itself. Never throws.
 */
export async function answerControl(run: RunContext, month: Month, draft: ReadDraft): Promise<void> {
  const { clients, config, permissions, log } = run;
  const { conversation } = draft;
  const commenter = conversation === null ? null : clients.commenter(conversation.nameWithOwner);
  if (conversation === null || conversation.isLocked || commenter === null) return;
  try {
    const { organization } = config;
    const activity = { ...NO_ACTIVITY, month, organization };
    const settings = editionSettings(config);
    const sources = {
      activity,
      earlier: [],
      formerNames: NO_FORMER_NAMES,
      settings,
      conversations: [],
    };
    const asked = { ...draft, overrides: NO_OVERRIDES };
    const { answers } = await resolveDraftNotes(clients, permissions, run, sources, asked, log);
    const others = new Set(
      answers
        .filter(({ command }) => command === null || verbOf(command).about !== 'control')
        .map(({ commentId }) => commentId),
    );
    const comments = conversation.comments.filter(
      ({ id }) => !others.has(id) && answers.some(({ commentId }) => commentId === id),
    );
    // A rocket would say that it is done, and the run that may do it would leave it alone.
    const isDue = isDuePublish(conversation);
    const told = answers.map((answer) => (isDue(answer) ? { ...answer, outcome: LATER } : answer));
    const changes = planReactions(comments, told).slice(0, MOST_ANSWERS);
    await writeReactions(commenter, changes);
  } catch (error) {
    if (isRateLimited(error)) log.warn(WRITE_LESS);
    else log.debug(explain(error));
  }
}

const LATER: RequestOutcome = {
  kind: 'later',
  because: 'The draft is left alone; this is done once it is not.',
};

const NO_ACTIVITY = {
  repositories: [],
  watched: [],
  quiet: [],
  moved: [],
  pullRequests: [],
  newRepositories: [],
  commits: [],
  tags: [],
  gaps: [],
} as const;

/**
 * Makes the draft ready for review where an editor said `publish`; once, since the bot's reaction stands on what is
 * done. The answers, in which a failure is told.
 */
export async function markReadyWhenAsked(
  writer: WritingClient,
  { conversation, isDraft }: Pick<ReadDraft, 'conversation' | 'isDraft'>,
  answers: readonly Answer[],
): Promise<readonly Answer[]> {
  const isDue = isDuePublish(conversation);
  if (conversation === null || !isDraft || !answers.some(isDue)) return answers;
  try {
    await markReady(writer, conversation.id);
    return answers;
  } catch (error) {
    const because = `The draft cannot be made ready. ${explain(error)}`;
    return answers.map((answer) =>
      isDue(answer) ? { ...answer, outcome: { kind: 'refused', because } } : answer,
    );
  }
}

/** Tells whether an answer is that to a `publish` of an editor which is still to be done. */
export function isDuePublish(
  conversation: Pick<Conversation, 'comments'> | null,
): (answer: Answer) => boolean {
  const done = new Set(
    conversation?.comments.filter(({ reactions }) => reactions.includes('ROCKET')).map(({ id }) => id),
  );
  return ({ commentId, command, outcome }) =>
    command?.verb === 'publish' && outcome.kind === 'applied' && commentId !== null && !done.has(commentId);
}

/** Of one run. */
const MOST_INVITATIONS = 5;

/** A draft whose contributors may be invited. */
export interface InvitingDraft {
  readonly sources: MonthSources;
  readonly edition: Edition;
  /** The file as it is now. */
  readonly document: Document;
  /** Logins of the month's first-time contributors. */
  readonly firstTimers: readonly string[];
}

/**
 * Keys of the pull requests that get an invitation to a note in this run: few, lately merged, and none where somebody
 * deleted the bot's comment.
 */
export async function invitedTo(
  { clients, config, now, log }: RunContext,
  { sources, edition, document, firstTimers }: InvitingDraft,
): Promise<ReadonlySet<string>> {
  const { invite } = config;
  if (invite === 'none') return new Set();
  const open = sources.conversations.filter(
    ({ isLocked, comments }) => !isLocked && !comments.some(({ isOwn }) => isOwn),
  );
  const invited = new Set(invitees(edition, document, invite === 'shown' ? null : firstTimers, now));
  const places = open.filter((conversation) => invited.has(conversation.key)).slice(0, MOST_INVITATIONS);
  try {
    const unwanted = await whereBotIsUnwanted(
      clients.reader,
      places.map(({ id }) => id),
    );
    return new Set(places.filter(({ id }) => !unwanted.has(id)).map(({ key }) => key));
  } catch (error) {
    log.warn(`Nobody is invited to a note. ${explain(error)}`);
    return new Set();
  }
}

/** Said at the first rate limit met while people are answered. */
export const WRITE_LESS =
  'GitHub wants the bot to write less; whoever has no answer yet gets it in one of the next runs.';

/** A repository whose people get no answer, and why. */
interface Unsaid {
  readonly nameWithOwner: string;
  readonly error: unknown;
}

/**
 * Lets people see what became of what they asked for, as planned. Never throws: what GitHub does not let the bot say is
 * said on the log, once. Whatever is left, the next run finds again. Nobody is answered where there is no commenter.
 */
export async function answerNotes(clients: Clients, answered: Answered, log: Log): Promise<void> {
  const conversations = answered.conversations.filter(
    ({ nameWithOwner }) => clients.commenter(nameWithOwner) !== null,
  );
  const { answers, count, later } = planAnswers({ ...answered, conversations });
  if (later > 0) {
    log.info(
      `${count} of ${count + later} comments and reactions are written in this run, those that were asked for first; the others follow in the next runs.`,
    );
  }
  const unsaid: Unsaid[] = [];
  for (const answer of answers) {
    const { nameWithOwner } = answer;
    if (unsaid.some((one) => one.nameWithOwner === nameWithOwner)) continue;
    try {
      await write(clients.commenter(nameWithOwner), answer);
    } catch (error) {
      if (isRateLimited(error)) return log.warn(WRITE_LESS);
      unsaid.push({ nameWithOwner, error });
    }
  }
  if (unsaid.length > 0) log.warn(unsaidSentence(unsaid));
}

async function write(writer: WritingClient | null, { reactions, comments }: PlannedAnswer): Promise<void> {
  if (writer === null) return;
  await writeReactions(writer, reactions);
  for (const comment of comments) await writeComment(writer, comment);
}

function unsaidSentence(unsaid: readonly Unsaid[]): string {
  const names = unsaid.map(({ nameWithOwner }) => nameWithOwner).join(', ');
  return `The answers to comments in ${names} are left out. ${explain(unsaid[0]?.error)}`;
}
