import type { Askers } from '../github/comments/edit-history.js';
import { writeComment, writeReactions } from '../github/comments/own-comments.js';
import type { Client, WritingClient } from '../github/connection/client.js';
import { ActionNeeded } from '../github/connection/errors.js';
import { readIssue } from '../github/doctor/questions.js';
import { type FoundComment, readTalkAt } from '../github/doctor/recent-talk.js';
import { check, type Diagnosis, problem } from './check.js';
import type { Patient } from './patient.js';
import { countEdits, type Edits, judgeEdits, judgeIds, readIds } from './reading-checks.js';

/** The only check that writes, and only where the operator says. */
export const WRITE_CHECK = check<Written | 'not seen'>({
  name: 'write test',
  notAsked: 'It writes. To ask for it: this-month-bot doctor --write-test owner/name#number.',
  isVital: true,
  ask: tryWriting,
  judge: judgeWritten,
});

/** What became of a comment of the doctor's own. */
interface Written {
  readonly where: string;
  readonly isOwn: boolean;
  readonly hasReaction: boolean;
  readonly edits: Edits;
  readonly ids: Diagnosis;
  readonly isDeleted: boolean;
}

/** Where the doctor writes, and how it finds its own comment again. */
interface WritePlace {
  readonly writer: WritingClient;
  readonly reader: Client;
  /** Node id of the issue or pull request. */
  readonly id: string;
  /** The marker of this comment alone. */
  readonly marker: string;
}

/** Writes, reacts, edits and deletes as a run does. Touches nothing but the comment that it wrote itself. */
async function tryWriting(patient: Patient): Promise<Written | 'not seen' | null> {
  const { writeTest } = patient;
  if (writeTest === null) return null;
  const { nameWithOwner, number } = writeTest;
  const where = `${nameWithOwner}#${number}`;
  const { commenter, ...clients } = await patient.clients();
  const { reader } = clients;
  const writer = commenter(nameWithOwner);
  if (writer === null) {
    throw new ActionNeeded(
      `The App is not installed on ${nameWithOwner}, so the bot writes no comment there.`,
    );
  }
  const issue = await readIssue(reader, nameWithOwner, number);
  if (issue === null) throw new ActionNeeded(`There is no ${where}, or it cannot be read.`);
  const marker = `<!-- newsletter doctor ${patient.now().toISOString().replace(/\W/g, '-')} -->`;
  const place = { writer, reader, id: issue.id, marker };
  const before = new Set((await readTalkAt(reader, issue.id)).map(({ id }) => id));
  await writeComment(writer, { kind: 'add', subjectId: place.id, body: textOf(place) });
  const comment = (await readTalkAt(reader, place.id)).find(
    ({ id, body }) => !before.has(id) && body === textOf(place),
  );
  if (comment === undefined) return 'not seen';
  let changes: Changes;
  try {
    changes = await tryChanges(place, comment, clients);
  } finally {
    await writeComment(writer, { kind: 'delete', id: comment.id });
  }
  const isDeleted = (await commentOf(place, comment.id)) === undefined;
  return { where, isOwn: comment.viewerDidAuthor, isDeleted, ...changes };
}

type Changes = Pick<Written, 'hasReaction' | 'edits' | 'ids'>;

async function tryChanges(place: WritePlace, comment: FoundComment, askers: Askers): Promise<Changes> {
  const { id } = comment;
  await writeReactions(place.writer, [{ subjectId: id, content: 'EYES', isRemoval: false }]);
  const body = `${textOf(place)} It has edited it, too.`;
  await writeComment(place.writer, { kind: 'update', id, body });
  const groups = (await commentOf(place, id))?.reactionGroups ?? [];
  return {
    hasReaction: groups.some(({ viewerHasReacted }) => viewerHasReacted),
    edits: await countEdits(askers, id),
    ids: judgeIds(await readIds(place.reader, comment)),
  };
}

function textOf({ marker }: WritePlace): string {
  return `${marker}\nThe newsletter's bot tries whether it can write here, and deletes this at once.`;
}

async function commentOf({ reader, id }: WritePlace, commentId: string): Promise<FoundComment | undefined> {
  return (await readTalkAt(reader, id)).find((comment) => comment.id === commentId);
}

function judgeWritten(written: Written | 'not seen'): Diagnosis {
  const report = 'Report this with the output of --json.';
  if (written === 'not seen') {
    return problem('The bot wrote a comment that it cannot see. It is still there.', `Delete it. ${report}`);
  }
  const { where, isOwn, hasReaction, edits, ids, isDeleted } = written;
  const wrong = [
    ...(isOwn ? [] : ['GitHub does not say that the comment is its own']),
    ...(hasReaction ? [] : ['its reaction is missing']),
    ...(isDeleted ? [] : ['the comment is still there']),
    ...(ids.verdict === 'ok' ? [] : [ids.found]),
  ];
  if (wrong.length > 0) return problem(`The bot wrote on ${where}, but ${wrong.join(', and ')}.`, report);
  const history = judgeEdits(edits);
  const found = `The bot wrote on ${where}, reacted, edited and deleted. ${history.found} ${ids.found}`;
  return { ...history, found };
}
