import type { Narrator, Review } from './narrator.js';

/** Something in a step, in the order of telling. */
export type Moment =
  | { readonly kind: 'detail'; readonly text: string }
  | { readonly kind: 'events'; readonly lines: readonly string[] }
  | { readonly kind: 'comment'; readonly login: string; readonly body: string }
  | {
      readonly kind: 'change';
      readonly before: string;
      readonly after: string;
      readonly file?: string | undefined;
    }
  | { readonly kind: 'document'; readonly name: string; readonly text: string };

export interface Step {
  readonly day: Date;
  readonly text: string;
  readonly moments: Moment[];
}

export interface Chapter {
  readonly title: string;
  readonly steps: Step[];
}

/** A story as it was told. */
export interface Story {
  readonly chapters: readonly Chapter[];
  readonly review: Review | null;
}

/** One who keeps the story that is told. What is said before the first step of a chapter belongs to the step before. */
export function createChronicler(): Narrator & { story(): Story } {
  const chapters: Chapter[] = [];
  let review: Review | null = null;
  const note = (moment: Moment) => {
    chapters
      .flatMap(({ steps }) => steps)
      .at(-1)
      ?.moments.push(moment);
  };
  return {
    story: () => ({ chapters: chapters.filter(({ steps }) => steps.length > 0), review }),
    title: (title) => chapters.push({ title, steps: [] }),
    step: (day, text) => chapters.at(-1)?.steps.push({ day, text, moments: [] }),
    detail: (text) => note({ kind: 'detail', text: text.trim() }),
    events: (lines) => note({ kind: 'events', lines }),
    comment: (login, body) => note({ kind: 'comment', login, body }),
    change: (before, after, file) => note({ kind: 'change', before, after, file }),
    document: (name, text) => note({ kind: 'document', name, text }),
    review: (found) => {
      review = found;
    },
  };
}
