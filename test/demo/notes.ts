import { NEWSLETTER } from './recorded-month.js';
import {
  begin,
  botComment,
  draftText,
  EDITOR,
  type Stage,
  until,
  untilReacted,
  untilReaction,
  write,
} from './stage.js';

const X86_64 = 'rust-osdev/x86_64';
const BOOTLOADER = 'rust-osdev/bootloader';

/** The pull request whose author has another title for it. */
export const RETITLED = { repository: 'rust-osdev/uart_16550', number: 9 };

/** People write comments, and see them in the draft. `number` is the draft's. */
export async function tellNotes(stage: Stage, number: number): Promise<void> {
  const note = await noteOfAuthor(stage);
  await misspeltVerb(stage);
  await suggestions(stage, number);
  await deletedComment(stage, note);
}

/** Returns the comment's id. */
async function noteOfAuthor(stage: Stage): Promise<number> {
  const day = begin(
    stage,
    '2020-05-30T10:00:00Z',
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
  const { repository, number } = RETITLED;
  const answer = () => botComment(stage, repository, number, 'entry').body;
  const day = begin(
    stage,
    '2020-05-30T11:00:00Z',
    `dbeckwith misspells a command on ${repository}#${number}.`,
  );
  const command = 'Spin politely while waiting for data';
  const id = write(stage, 'dbeckwith', repository, number, `/newsletter titel ${command}`);
  await untilReaction(stage, repository, id, 'CONFUSED');
  await until('the answer', () => answer() !== '');
  narrator.document(`the bot's one comment on ${repository}#${number}`, answer());
  narrator.detail('The comment is edited, and so is the draft:');
  github.as('dbeckwith').editComment(repository, id, `/newsletter title ${command}`);
  await until('the title', () => draftText(github).includes(`[${command}]`));
  await untilReaction(stage, repository, id, 'ROCKET');
  day.end();
}

/** Sections about projects of their own, in few words; in May 2020 the same people wrote about the same projects. */
const WRITE_UPS = [
  {
    login: 'IsaacWoods',
    project: 'IsaacWoods/pebble',
    text: 'A system call sometimes ruins the stack of its task. The hunt for the cause goes on; it has found other bugs.',
  },
  {
    login: 'stlankes',
    project: 'hermitcore/rusty-hermit',
    text: 'Programs in this unikernel now reach the network through [smoltcp](https://github.com/smoltcp-rs/smoltcp).',
  },
  {
    login: EDITOR,
    project: 'phil-opp/blog_os',
    text: `The compiler has lost its old \`asm!\` macro, so the code of the blog needs newer dependencies:

- [Update bootloader to v0.9.3](https://github.com/phil-opp/blog_os/pull/808)
- [Update x86_64 dependency to version 0.11.0](https://github.com/phil-opp/blog_os/pull/809)`,
  },
  {
    login: 'andre-richter',
    project: 'rust-embedded/rust-raspberrypi-OS-tutorials',
    text: 'A quiet month: new versions of dependencies, and more of the Chinese translation.',
  },
];

/** What needs an editor's approval waits in one comment; what the editor offers is in the draft at once. */
async function suggestions(stage: Stage, number: number): Promise<void> {
  const { github, narrator } = stage;
  const day = begin(
    stage,
    '2020-05-30T12:00:00Z',
    `A reader suggests a note for ${BOOTLOADER}#116, and four people write about their own projects, on the draft.`,
  );
  const note = 'Makes recursive page tables easier to use.';
  const noteId = write(stage, 'reader', BOOTLOADER, 116, `/newsletter note ${note}`);
  const sections = WRITE_UPS.map(({ login, project, text }) => {
    const id = write(stage, login, NEWSLETTER, number, `/newsletter section ${project}\n\n${text}`);
    return { id, login, heading: `### [\`${project}\`]` };
  });
  const waiting = ['reader', ...sections.map(({ login }) => login).filter((login) => login !== EDITOR)];
  const status = () => botComment(stage, NEWSLETTER, number, 'status');
  const isIn = ({ heading }: { readonly heading: string }) => draftText(github).includes(heading);
  await until('the suggestions', () => waiting.every((login) => status().body.includes(`${login} suggests`)));
  await until('the section of the editor', () => sections.some(isIn));
  narrator.document(`the bot's comment on the draft, #${number}`, status().body);
  narrator.detail(`The section of ${EDITOR}, an editor, is in the draft already. ${EDITOR} ticks the boxes:`);
  for (const login of waiting) {
    github.as(EDITOR).tick(NEWSLETTER, status().id, `${login} suggests`);
  }
  await until('the approved note', () => draftText(github).includes(note));
  await until('the approved sections', () => sections.every(isIn));
  await untilReaction(stage, BOOTLOADER, noteId, 'ROCKET');
  for (const { id } of sections) await untilReacted(stage, NEWSLETTER, id, 'ROCKET');
  day.end();
}

async function deletedComment(stage: Stage, id: number): Promise<void> {
  const day = begin(
    stage,
    '2020-05-30T14:00:00Z',
    `haraldh deletes the comment on ${X86_64}#114, and the note goes.`,
  );
  stage.github.as('haraldh').deleteComment(X86_64, id);
  await until('the note to go', () => !draftText(stage.github).includes('parent tables can be given'));
  day.end();
}
