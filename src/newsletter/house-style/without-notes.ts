const ITEM = /^(\s*)[-*+]\s/;
const LINK = /\]\(https?:/;

/**
 * An edition's text without the lines below its entries and news. A pull request that only a note links to counts as not
 * told yet; otherwise its own edition would pass it over.
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
