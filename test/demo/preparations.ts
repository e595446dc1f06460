import { MORE_SETTINGS, NEWSLETTER } from './recorded-month.js';
import { begin, botComment, draftText, EDITOR, type Stage, until, untilReacted, write } from './stage.js';

const SETTINGS = '.github/newsletter.yml';

/** What the sources have for May: one of each comes into the edition, one is dismissed, and two are left. */
const TICKED = ['Why my kernel forgot its own stack', 'Link kernels without a target file of their own'];
const DISMISSED = 'Ten keyboards, ranked by their scan codes';
const LEFT = ['Page tables, drawn by hand', 'A timer interrupt in forty lines'];

/** What the sources have besides: of another month, and without the label. */
const FOREIGN = ['Hello from ring zero', 'Correct three words of the manual'];

/** The editor turns three settings on: the planned day, a call for content, and sources of news. */
export async function tellPreparations(stage: Stage, number: number): Promise<void> {
  stage.narrator.title('What the editor prepares');
  await settings(stage, number);
  await candidates(stage, number);
}

async function settings(stage: Stage, number: number): Promise<void> {
  const { github, narrator } = stage;
  const day = begin(
    stage,
    '2020-05-29T08:00:00Z',
    `${EDITOR} adds three settings: when the edition comes out, a call for content, and where to look for news.`,
  );
  const before = github.readFile(NEWSLETTER, 'main', SETTINGS) ?? '';
  github.as(EDITOR).editFile(NEWSLETTER, 'main', SETTINGS, (text) => text + MORE_SETTINGS);
  narrator.change(before, before + MORE_SETTINGS, SETTINGS);
  const call = () => botComment(stage, NEWSLETTER, number, 'call').body;
  await until('the call for content', () => call() !== '');
  await until('the planned day', () => draftText(github).includes('date = 2020-06-05'));
  narrator.detail('The draft has the planned day:');
  day.end();
  narrator.detail('It is a week before that day, so the bot calls for content, once:');
  narrator.document(`the bot's call on the draft, #${number}`, call());
}

async function candidates(stage: Stage, number: number): Promise<void> {
  const { github, narrator } = stage;
  const list = () => botComment(stage, NEWSLETTER, number, 'status');
  const has = (title: string) => list().body.includes(`[${title}]`);
  const day = begin(
    stage,
    '2020-05-29T09:00:00Z',
    `${EDITOR} looks through the candidates: what two sites and another repository had in May.`,
  );
  await until('the candidates', () => [...TICKED, DISMISSED, ...LEFT].every(has));
  const strays = FOREIGN.filter(has);
  if (strays.length > 0) throw new Error(`These are no candidates of May: ${strays.join(', ')}.`);
  narrator.document(`the bot's list on the draft, #${number}`, list().body);
  narrator.detail(`${EDITOR} ticks one of a site and one of the repository, and dismisses another one:`);
  for (const title of TICKED) github.as(EDITOR).tick(NEWSLETTER, list().id, `[${title}]`);
  const id = write(
    stage,
    EDITOR,
    NEWSLETTER,
    number,
    `/newsletter dismiss ${numberOf(DISMISSED, list().body)}`,
  );
  await untilReacted(stage, NEWSLETTER, id, 'ROCKET');
  await until('the ticked candidates', () =>
    TICKED.every((title) => draftText(github).includes(`- [${title}]`)),
  );
  await until('the dismissed one to go', () => !has(DISMISSED) && LEFT.every(has));
  day.end();
}

/** The number at the end of a candidate's line. */
function numberOf(title: string, list: string): string {
  const line = list.split('\n').find((each) => each.includes(`[${title}]`)) ?? '';
  return /\) (\d{5}) <!--/.exec(line)?.[1] ?? '';
}

/** A maintainer answers the call by the story of a crate. */
export async function tellStory(stage: Stage, number: number): Promise<void> {
  const { github, narrator } = stage;
  const story =
    'Two releases in one week. Version 0.11.0 is a breaking one: the methods that map pages now handle the flags of parent tables, too.';
  narrator.title('What people add by comment');
  const day = begin(
    stage,
    '2020-05-30T09:00:00Z',
    `${EDITOR}, who maintains x86_64, follows the call, and tells the story of the crate.`,
  );
  const id = write(stage, EDITOR, NEWSLETTER, number, `/newsletter story x86_64\n${story}`);
  await until('the story', () => draftText(github).includes(story));
  await untilReacted(stage, NEWSLETTER, id, 'ROCKET');
  const call = () => botComment(stage, NEWSLETTER, number, 'call').body;
  await until('the call to follow', () => /without a story: (?!.*`x86_64`)/.test(call()));
  narrator.detail('The story stands between the introduction and the list. The call no longer asks for it.');
  day.end();
}
