import { styleText } from 'node:util';

/** Where the story is told; `process.stdout` is one. */
export interface Stage {
  write(text: string): unknown;
}

/** What the editor finds at the end of the month. Texts are Markdown. */
export interface Review {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** The edition's file on the draft branch. */
  readonly path: string;
  readonly text: string;
  readonly checkRun: Readonly<Record<string, unknown>>;
}

/** Tells a story. */
export interface Narrator {
  title(text: string): void;
  /** A numbered step at a day of the story. */
  step(day: Date, text: string): void;
  /** Something that belongs to the step before. */
  detail(text: string): void;
  /** What happened, a line each. */
  events(lines: readonly string[]): void;
  /** What somebody wrote on GitHub. */
  comment(login: string, body: string): void;
  /** What a file was before and after the step: the edition, unless it is named. */
  change(before: string, after: string, file?: string): void;
  /** What the bot wrote on GitHub, framed by its name. */
  document(name: string, text: string): void;
  review(review: Review): void;
}

/** Tells it on the terminal. Colours follow what `styleText` makes of the environment. */
export function createNarrator(stage: Stage): Narrator {
  let steps = 0;
  const line = (text: string) => stage.write(`${text}\n`);
  const document = (name: string, text: string) => {
    line(`\n${styleText('bold', `--- ${name} `.padEnd(80, '-'))}`);
    line(text.trimEnd());
  };
  return {
    title: (text) => line(`\n${styleText('bold', text)}\n${'='.repeat(text.length)}`),
    step(day, text) {
      steps += 1;
      line(`\n${styleText('bold', `${steps}. ${dayName(day)}:`)} ${text}`);
    },
    detail: (text) => line(`   ${text}`),
    events: (lines) => {
      for (const each of lines) line(`   ${each}`);
    },
    comment(login, body) {
      const [first, ...more] = body.split('\n');
      line(`   > ${first}${more.length === 0 ? '' : ` … (by ${login})`}`);
    },
    change(before, after) {
      for (const gone of missingLines(before, after)) line(styleText('red', `   - ${gone}`));
      for (const added of missingLines(after, before)) line(styleText('green', `   + ${added}`));
    },
    document(name, text) {
      document(name, withoutMarks(text));
      line('');
    },
    review({ body, path, text }) {
      document('the body of the pull request', body);
      document(path, text);
    },
  };
}

/** Markdown without the comments at the edges of its lines, which GitHub does not show. */
function withoutMarks(text: string): string {
  return text.replace(/^<!-- .* -->\n*/gm, '').replace(/ <!-- .* -->$/gm, '');
}

/** One who says all to each of them. */
export function together(narrators: readonly Narrator[]): Narrator {
  const toEach =
    <Words extends readonly unknown[]>(say: (narrator: Narrator, ...words: Words) => void) =>
    (...words: Words) => {
      for (const narrator of narrators) say(narrator, ...words);
    };
  return {
    title: toEach((each, text: string) => each.title(text)),
    step: toEach((each, day: Date, text: string) => each.step(day, text)),
    detail: toEach((each, text: string) => each.detail(text)),
    events: toEach((each, lines: readonly string[]) => each.events(lines)),
    comment: toEach((each, login: string, body: string) => each.comment(login, body)),
    change: toEach((each, before: string, after: string, file?: string) => each.change(before, after, file)),
    document: toEach((each, name: string, text: string) => each.document(name, text)),
    review: toEach((each, review: Review) => each.review(review)),
  };
}

/** `6 May`. */
export function dayName(day: Date): string {
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}

/** The lines of `text` that `other` does not have, in order; each as often as it is missing. */
export function missingLines(text: string, other: string): readonly string[] {
  const left = new Map<string, number>();
  for (const line of other.split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
  return text.split('\n').filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0 && line.trim() !== '';
  });
}
