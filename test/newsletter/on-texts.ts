import type { FormerNames } from '../../src/newsletter/activity/repository.js';
import * as checks from '../../src/newsletter/checks/check-edition.js';
import * as reports from '../../src/newsletter/checks/check-edition.js';
import type { DraftToCheck } from '../../src/newsletter/checks/rule.js';
import type { Document, Outline } from '../../src/newsletter/document/document.js';
import { type Form, HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { LONGEST_EDITION, parseDocument } from '../../src/newsletter/document/parse-document.js';
import type { FileContent } from '../../src/newsletter/draft/draft.js';
import * as entries from '../../src/newsletter/draft/locate-entries.js';
import * as links from '../../src/newsletter/draft/locate-entries.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import {
  changeOffered,
  type Offered,
  outlineOffered,
  parseOffered,
  printOffered,
} from '../../src/newsletter/merge/ledger.js';
import * as merging from '../../src/newsletter/merge/merge-edition.js';
import * as naming from '../../src/newsletter/merge/present-names.js';

/*
 * What is done with editions that were read, done with their texts.
 */

function read(text: string, form: Form = HOUSE_FORM): Document {
  return parseDocument(text, form, LONGEST_EDITION);
}

/** An archived text. */
function offeredIn(text: string | null): Offered | null {
  return text === null ? null : parseOffered(text, HOUSE_FORM);
}

function outlineIn(text: string | null): Outline | null {
  const offered = offeredIn(text);
  return offered && outlineOffered(offered);
}

/** The file, and what of it the bot has offered. */
export function fileContent(text: string, offered: string | null): FileContent {
  return { document: read(text), offered: outlineIn(offered) };
}

export interface MergedTexts extends Omit<merging.MergedEdition, 'document' | 'base'> {
  readonly text: string;
  readonly base: string | null;
}

export function mergeEdition(base: string | null, current: string, fresh: string): MergedTexts {
  const merged = merging.mergeEdition(offeredIn(base), read(current), parseDocument(fresh, HOUSE_FORM));
  const { document, base: offered, ...rest } = merged;
  return { ...rest, text: document.source, base: offered && printOffered(offered) };
}

export function withoutHidden(text: string, hidden: naming.HiddenRepositories) {
  const { document, count } = naming.withoutHidden(read(text), hidden);
  return { text: document.source, count };
}

export function draftByPresentNames(text: string, formerNames: FormerNames): string {
  return naming.draftByPresentNames(read(text), formerNames).source;
}

/** The same of an archived text, whose ledger has keys beside the Markdown. */
export function offeredByPresentNames(text: string, formerNames: FormerNames): string {
  const offered = parseOffered(text, HOUSE_FORM);
  if (offered === null) throw new Error('The ledger of the text cannot be read.');
  return printOffered(
    changeOffered(offered, (document) => naming.draftByPresentNames(document, formerNames)),
  );
}

export function entryInFile(text: string, key: string): entries.EntryInFile | null {
  return entries.entryInFile(read(text), key);
}

export function typedLinks(current: string, offered: string | null): ReadonlyMap<string, number> {
  return links.typedLinks(read(current), outlineIn(offered));
}

/** A draft to check, with the texts of its documents. */
export interface TextToCheck extends Omit<DraftToCheck, 'document' | 'base' | 'fresh'> {
  readonly text: string;
  readonly base: string | null;
}

export function checkEdition({ text, base, ...draft }: TextToCheck): readonly checks.Finding[] {
  const fresh = renderEdition(draft.edition);
  return checks.checkEdition({
    ...draft,
    fresh,
    document: read(text, draft.edition.form),
    base: outlineIn(base),
  });
}

export function checkReport(text: string, findings: readonly checks.Finding[]): reports.CheckReport {
  return reports.checkReport(read(text), findings);
}
