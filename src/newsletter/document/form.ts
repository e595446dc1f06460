/** How an edition's text is marked up: what the parser looks for, and what is written. */
export interface Form {
  /** The line above and below the front matter, and the language between. */
  readonly frontMatter: { readonly fence: string; readonly language: 'toml' };
  /** Levels of the headings of parts and of sections: 2 is `##`. */
  readonly partLevel: number;
  readonly sectionLevel: number;
  /** What a list item that the bot writes begins with. People may use `*` and `+` as well. */
  readonly bullet: string;
  /** What stands around a list item that is hidden. */
  readonly hidden: readonly [open: string, close: string];
}

/** The form of the newsletter's editions. */
export const FORM: Form = {
  frontMatter: { fence: '+++', language: 'toml' },
  partLevel: 2,
  sectionLevel: 3,
  bullet: '- ',
  hidden: ['<!-- ', ' -->'],
};

/** The marks of a part's heading: `##`. */
export const PART_MARK = '#'.repeat(FORM.partLevel);

/** The marks of a section's heading: `###`. */
export const SECTION_MARK = '#'.repeat(FORM.sectionLevel);
