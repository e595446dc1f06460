/** A habit of the editors, read off the earlier editions; the default where they show none. */
export interface Learned<T> {
  readonly value: T;
  /** What it rests on, for a reader: a part of a sentence. */
  readonly evidence: string;
}

/** What holds where the earlier editions say nothing, or too little. */
export function byDefault<T>(value: T, evidence = 'no earlier edition shows it'): Learned<T> {
  return { value, evidence: `default: ${evidence}` };
}
