/** What keeps a text from being read. */
export interface Mistake {
  readonly reason: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A place that sets a value: what names it, with its tables, and its UTF-16 offsets; `end` is exclusive. */
export interface ValuePlace {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** How a language of front matter is read and changed. All texts are those between the fences. */
export interface FrontMatterLanguage {
  readonly name: 'TOML' | 'YAML';
  readonly fence: string;
  /** A line that sets a value. */
  example(key: string, value: string): string;
  read(text: string): { readonly title: unknown; readonly date: unknown; readonly mistake: Mistake | null };
  /** The places that set a value each; none in a text with mistakes. */
  places(text: string): readonly ValuePlace[];
  /** The text with another day where it sets `date` outside of tables, in the shape that the value has. */
  withDay(text: string, day: string): string;
  /** The people in the first list that has one of the keys; `null` where there is no such list. */
  people(text: string, keys: readonly string[]): readonly string[] | null;
  /** The text with these people at the end of that list, in its layout. */
  withPeople(text: string, keys: readonly string[], people: readonly string[]): string;
  /** The text without the others in that list. */
  withPeopleAmong(text: string, keys: readonly string[], isKept: (person: string) => boolean): string;
}

/** A day in a value that is a date, with or without a time. */
export const DAY = /\d{4}-\d\d?-\d\d?/;
