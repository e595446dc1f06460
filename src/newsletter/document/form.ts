/** How a newsletter's editions are marked up: what the parser looks for, and what is written. */
export interface Form {
  /** The language of the front matter that the bot writes; `null`: it writes none. */
  readonly frontMatter: 'toml' | 'yaml' | null;
  /** Levels of the headings of parts and of sections: 2 is `##`. */
  readonly partLevel: number;
  readonly sectionLevel: number;
  /** What a list item that the bot writes begins with. People may use `*` and `+` as well. */
  readonly bullet: string;
  /** What stands around a list item that is hidden. */
  readonly hidden: readonly [open: string, close: string];
}

/** The form of editions whose newsletter has no other one. */
export const HOUSE_FORM: Form = {
  frontMatter: 'toml',
  partLevel: 2,
  sectionLevel: 3,
  bullet: '- ',
  hidden: ['<!-- ', ' -->'],
};

/** The marks of a part's heading: `##`. */
export function partMark({ partLevel }: Form): string {
  return '#'.repeat(partLevel);
}

/** The marks of a section's heading: `###`. */
export function sectionMark({ sectionLevel }: Form): string {
  return '#'.repeat(sectionLevel);
}
