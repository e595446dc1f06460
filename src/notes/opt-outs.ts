const HEAD = '# Who asked by "/newsletter uncredit always" never to be thanked: a login a line.\n';

/** The logins of a file, in lower case. */
export function optOutsIn(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim().replace(/^@/, '').toLowerCase())
    .filter((login) => login !== '');
}

/** The file with these logins, too; what stands there stays. */
export function withOptOuts(text: string, logins: readonly string[]): string {
  const known = new Set(optOutsIn(text));
  const added = [...new Set(logins)].filter((login) => !known.has(login)).sort();
  const before = text === '' ? HEAD : text.replace(/\n?$/, '\n');
  return before + added.map((login) => `${login}\n`).join('');
}
