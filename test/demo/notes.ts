import { NEWSLETTER } from './recorded-month.js';
import { draftText, EDITOR, openDraft, type Stage, until } from './stage.js';

const BOT = 'this-month-bot[bot]';
const X86_64 = 'rust-osdev/x86_64';
const UART = 'rust-osdev/uart_16550';
const BOOTLOADER = 'rust-osdev/bootloader';

/** People write comments, and see them in the draft. `number` is the draft's. */
export async function tellNotes(stage: Stage, number: number): Promise<void> {
  stage.narrator.title('What people add by comment');
  stage.github.grant(NEWSLETTER, EDITOR, 'write');
  const note = await noteOfAuthor(stage);
  await misspeltVerb(stage);
  await suggestionOfStranger(stage, number);
  await sectionOfKernel(stage, number);
  await deletedComment(stage, note);
}

/** Returns the comment's id. */
async function noteOfAuthor(stage: Stage): Promise<number> {
  const day = begin(
    stage,
    '2020-05-31T10:00:00Z',
    `haraldh says what ${X86_64}#114 means, by a comment on it.`,
  );
  const { github } = stage;
  const id = write(
    stage,
    'haraldh',
    X86_64,
    114,
    '/newsletter note The flags of parent tables can be given too.',
  );
  await until('the note', () => draftText(github).includes('parent tables can be given'));
  await untilReaction(stage, X86_64, id, 'ROCKET');
  day.end();
  return id;
}

async function misspeltVerb(stage: Stage): Promise<void> {
  const { github, narrator } = stage;
  const day = begin(stage, '2020-05-31T11:00:00Z', `dbeckwith misspells a command on ${UART}#9.`);
  const command = 'Spin politely while waiting for data';
  const id = write(stage, 'dbeckwith', UART, 9, `/newsletter titel ${command}`);
  await untilReaction(stage, UART, id, 'CONFUSED');
  await until('the answer', () => answerOn(stage, UART, 9) !== '');
  narrator.document(`the bot's one comment on ${UART}#9`, answerOn(stage, UART, 9));
  narrator.detail('The comment is edited, and so is the draft:');
  github.as('dbeckwith').editComment(UART, id, `/newsletter title ${command}`);
  await until('the title', () => draftText(github).includes(`[${command}]`));
  await untilReaction(stage, UART, id, 'ROCKET');
  day.end();
}

async function suggestionOfStranger(stage: Stage, number: number): Promise<void> {
  const { github, narrator } = stage;
  const day = begin(
    stage,
    '2020-05-31T12:00:00Z',
    `somebody who reads along suggests a note for ${BOOTLOADER}#116.`,
  );
  const text = 'Makes recursive page tables easier to use.';
  const id = write(stage, 'reader', BOOTLOADER, 116, `/newsletter note ${text}`);
  await untilReaction(stage, BOOTLOADER, id, 'EYES');
  await until('the suggestion', () => answerOn(stage, NEWSLETTER, number).includes('reader suggests'));
  narrator.document(`the bot's one comment on the draft, #${number}`, answerOn(stage, NEWSLETTER, number));
  narrator.detail(`${EDITOR} ticks the box:`);
  github.as(EDITOR).tick(NEWSLETTER, statusOf(stage, number), 'reader suggests');
  await until('the approved note', () => draftText(github).includes(text));
  await untilReaction(stage, BOOTLOADER, id, 'ROCKET');
  day.end();
}

async function sectionOfKernel(stage: Stage, number: number): Promise<void> {
  const { github, narrator } = stage;
  const day = begin(
    stage,
    '2020-05-31T13:00:00Z',
    'somebody offers a section about a kernel of their own, on the draft.',
  );
  const lines = [
    '/newsletter section tinkerer/tiny-os',
    '',
    'This month `tiny-os` learned to read a keyboard.',
  ];
  const id = write(stage, 'tinkerer', NEWSLETTER, number, lines.join('\n'));
  await until('the suggestion', () => answerOn(stage, NEWSLETTER, number).includes('tinkerer suggests'));
  narrator.detail(`${EDITOR} ticks the box:`);
  github.as(EDITOR).tick(NEWSLETTER, statusOf(stage, number), 'tinkerer suggests');
  await until('the section', () => draftText(github).includes('### [`tinkerer/tiny-os`]'));
  await untilReaction(stage, NEWSLETTER, id, 'ROCKET');
  day.end();
}

async function deletedComment(stage: Stage, id: number): Promise<void> {
  const day = begin(
    stage,
    '2020-05-31T14:00:00Z',
    `haraldh deletes the comment on ${X86_64}#114: as if it never was.`,
  );
  stage.github.as('haraldh').deleteComment(X86_64, id);
  await until('the note to go', () => !draftText(stage.github).includes('parent tables can be given'));
  day.end();
}

/** Begins a step; its end shows what it changed in the draft. */
function begin({ github, narrator, setTime }: Stage, instant: string, text: string) {
  setTime(instant);
  narrator.step(new Date(instant), text);
  const before = draftText(github);
  return { end: () => narrator.change(before, draftText(github)) };
}

function write(
  { github, narrator }: Stage,
  login: string,
  repository: string,
  number: number,
  body: string,
): number {
  for (const line of body.split('\n')) narrator.detail(`> ${line}`);
  return github.as(login).comment(repository, number, body);
}

async function untilReaction(
  { github, narrator }: Stage,
  repository: string,
  id: number,
  content: 'EYES' | 'ROCKET' | 'CONFUSED',
): Promise<void> {
  const symbol = { EYES: '👀', ROCKET: '🚀', CONFUSED: '😕' }[content];
  await until(symbol, () => github.reactions(repository, id).join() === `${BOT} ${content}`);
  narrator.detail(`The bot reacts with ${symbol}.`);
}

function answerOn({ github }: Stage, repository: string, number: number): string {
  return github.comments(repository, number).find(({ author }) => author === BOT)?.body ?? '';
}

function statusOf({ github }: Stage, number: number): number {
  const comments = github.comments(NEWSLETTER, openDraft(github)?.number ?? number);
  return comments.find(({ author }) => author === BOT)?.databaseId ?? 0;
}
