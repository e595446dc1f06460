import { keyOf } from '../github/activity/noted-pull-requests.js';
import { explain } from '../github/connection/errors.js';
import { rememberOptOuts } from '../github/draft/opt-outs.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import { sourceUrl } from '../newsletter/draft/draft.js';
import { withHandEdits } from '../notes/hand-edits.js';
import type { ResolvedNotes } from '../notes/resolve-notes.js';
import { answerNotes } from './answer-notes.js';
import { type InvitingDraft, invitedTo } from './invite-people.js';
import { obeyPublish } from './obey-publish.js';
import type { Run } from './run.js';

/** A draft whose plan was applied, and what people had asked for it. */
export interface AnsweredDraft extends InvitingDraft {
  readonly resolved: ResolvedNotes;
  readonly draft: ReadDraft;
  /** The edition as the bot renders it. */
  readonly fresh: string;
}

/**
 * Answers everybody who asked for something, does what is done once, and invites those whom the settings name. What
 * fails is said on the log; the next run looks again. An edition that is incomplete is no answer to anybody.
 */
export async function answerPeople(run: Run, answered: AnsweredDraft): Promise<void> {
  const { clients, log } = run;
  const { newsletter, config } = run.desk;
  const { sources, resolved, draft, edition, fresh, text } = answered;
  if (!config.notes || edition.gaps.length > 0) return;
  try {
    const news = resolved.optOuts.filter((login) => !draft.optOuts.includes(login));
    if (news.length > 0) await rememberOptOuts(clients, newsletter, news);
  } catch (error) {
    log.warn(`Who does not want to be thanked is not remembered yet. ${explain(error)}`);
  }
  const obeyed = await obeyPublish(clients.writer, draft, resolved.answers);
  const answers = withHandEdits(obeyed, { notes: resolved.notes, edition, fresh, text });
  const file = { edition, text, url: sourceUrl(draft) };
  const invited = await invitedTo(run, answered);
  // What was said on the others was answered when it came; see `answerAside`.
  const places = sources.conversations.filter((each) => resolved.noted.has(keyOf(each)));
  const said = {
    answers,
    invited,
    file,
    asides: resolved.asides,
    areTicksHidden: resolved.areTicksHidden,
    conversations: places,
    hidden: sources.hidden,
  };
  await answerNotes(clients, { ...said, draft: draft.conversation }, log);
}
