import { expect } from '@jest/globals';
import {
  EXPRESSION_COMMENT,
  type Form,
  HOUSE_FORM,
  textPattern,
} from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { parseOffered, printOffered } from '../../src/newsletter/merge/ledger.js';
import { mergeEdition } from '../../src/newsletter/merge/merge-edition.js';

/** Forms of newsletters that exist, by what is special. */
export const FORMS = {
  house: HOUSE_FORM,
  /** One list without headings, contributors in a sentence behind it. */
  list: {
    ...HOUSE_FORM,
    frontMatter: null,
    ...{ partLevel: null, sectionLevel: null, bullet: '* ', mergesWords: true },
    closing: ['<hr />', '{count} changes by {contributors}!'].map(textPattern),
  },
  /** A list below a heading, and a list of contributors below another. */
  contributors: {
    ...HOUSE_FORM,
    frontMatter: 'yaml',
    ...{ partLevel: 3, sectionLevel: null, bullet: '* ', mergesWords: true },
    contributor: /^\[@([\w-]+)\]\(/,
  },
  /** Sections without parts, and closing words behind the last. */
  sections: {
    ...HOUSE_FORM,
    frontMatter: 'yaml',
    ...{ partLevel: null, mergesWords: true },
    closing: ['---', '## Thanks to'].map(textPattern),
    contributor: /^@([\w-]+)/,
  },
  /** A line for each person. */
  people: {
    ...HOUSE_FORM,
    ...{ sectionLevel: null, mergesWords: true },
    person: /^([\w-]+)\b/,
  },
  /** MDX. */
  mdx: { ...HOUSE_FORM, frontMatter: 'yaml', hidden: EXPRESSION_COMMENT, bullet: '* ' },
  /** A part of a file. */
  region: {
    ...HOUSE_FORM,
    frontMatter: null,
    ...{ partLevel: null, sectionLevel: null, region: true },
  },
} as const satisfies Readonly<Record<string, Form>>;

/** The merged text and the next base; a second run, with either base, changes neither. */
export function mergeTwice(
  form: Form,
  base: string | null,
  current: string,
  fresh: string,
): { readonly text: string; readonly base: string } {
  const run = (offered: string | null, text: string) => {
    const { document, base: next } = mergeEdition(
      offered === null ? null : parseOffered(offered, form),
      parseDocument(text, form),
      parseDocument(fresh, form),
    );
    return { text: document.source, base: next === null ? '' : printOffered(next) };
  };
  const merged = run(base, current);
  expect(run(base, merged.text).text).toBe(merged.text);
  expect(run(merged.base, merged.text)).toEqual(merged);
  return merged;
}

/** The merged text alone. */
export function merged(form: Form, base: string, current: string, fresh: string): string {
  return mergeTwice(form, base, current, fresh).text;
}
