const ITEM = /^(\s*)[-*+]\s/;
const LINK = /\]\(https?:/;

/**
 * An edition's text without the lines below its entries and news. What a note links to was not told by that: a pull request that
 * comes after it would else be taken for one of this edition.
 */
export function withoutNotes(text: string): string {
  const kept: string[] = [];
  let entry: number | null = null;
  let isComment = false;
  for (const line of text.split('\n')) {
    const indent: number | null = isComment ? null : (ITEM.exec(line)?.[1]?.length ?? null);
    const isNote: boolean = indent !== null && entry !== null && indent > entry;
    if (indent !== null && !isNote) entry = LINK.test(line) ? indent : null;
    if (!isNote) kept.push(line);
    isComment = (isComment || line.includes('<!--')) && !line.includes('-->', line.lastIndexOf('<!--') + 1);
  }
  return kept.join('\n');
}
