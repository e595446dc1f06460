import { styleText } from 'node:util';

/** Where the story is told; `process.stdout` is one. */
export interface Stage {
  write(text: string): unknown;
}

/** Tells a story on the terminal. Colours follow what `styleText` makes of the environment. */
export interface Narrator {
  title(text: string): void;
  /** A numbered step at a day of the story. */
  step(day: Date, text: string): void;
  /** Something that belongs to the step before. */
  detail(text: string): void;
  /** Lines that a file gained and lost. */
  change(before: string, after: string): void;
  /** A whole text, framed by its name. */
  document(name: string, text: string): void;
}

export function createNarrator(stage: Stage): Narrator {
  let steps = 0;
  const line = (text: string) => stage.write(`${text}\n`);
  return {
    title: (text) => line(`\n${styleText('bold', text)}\n${'='.repeat(text.length)}`),
    step(day, text) {
      steps += 1;
      const name = day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
      line(`\n${styleText('bold', `${steps}. ${name}:`)} ${text}`);
    },
    detail: (text) => line(`   ${text}`),
    change(before, after) {
      for (const gone of missingLines(before, after)) line(styleText('red', `   - ${gone}`));
      for (const added of missingLines(after, before)) line(styleText('green', `   + ${added}`));
    },
    document(name, text) {
      line(`\n${styleText('bold', `--- ${name} `.padEnd(80, '-'))}`);
      line(text.trimEnd());
    },
  };
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
