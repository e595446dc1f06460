import { editionSettings } from '../config/newsletter-config.js';
import { NO_MOVES } from '../github/comments/read-moves.js';
import { writeReactions } from '../github/comments/write-reactions.js';
import { explain, isRateLimited } from '../github/connection/errors.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import type { Month } from '../newsletter/activity/month.js';
import { NO_FORMER_NAMES } from '../newsletter/activity/repository.js';
import type { Outcome } from '../notes/answer.js';
import { planReactions } from '../notes/reactions.js';
import { specOf } from '../notes/verbs.js';
import { WRITE_LESS } from './answer-notes.js';
import { isDuePublish } from './obey-publish.js';
import { MOST_ANSWERS } from './plan-answers.js';
import { resolveDraftNotes } from './resolve-draft-notes.js';
import type { Run } from './run.js';

/**
 * Lets editors see that the bot obeyed, where it leaves the draft alone otherwise: reactions to comments with nothing but
 * commands to the bot itself. Never throws.
 */
export async function answerControl(
  { clients, desk, hearing, log }: Run,
  month: Month,
  draft: ReadDraft,
): Promise<void> {
  const { conversation } = draft;
  const commenter = conversation === null ? null : clients.commenter(conversation.nameWithOwner);
  if (conversation === null || conversation.isLocked || commenter === null) return;
  try {
    const { organization } = desk.config;
    const activity = { ...NO_ACTIVITY, month, organization };
    const settings = editionSettings(desk.config);
    const sources = {
      activity,
      earlier: [],
      formerNames: NO_FORMER_NAMES,
      settings,
      conversations: [],
    };
    const asked = { ...draft, moves: NO_MOVES };
    const { answers } = await resolveDraftNotes(clients, hearing, desk, sources, asked, log);
    const others = new Set(
      answers
        .filter(({ command }) => command === null || specOf(command.verb).about !== 'control')
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

const LATER: Outcome = { kind: 'aside', because: 'The draft is left alone; this is done once it is not.' };

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
