import { parse, TomlError, type TomlTable } from 'smol-toml';
import type { Place, Rule } from './rule.js';

/** As Zola finds it: nothing but white space may precede it. */
const FRONT_MATTER = /^(\s*)\+\+\+[ \t]*\n(?:([\s\S]*?)\n)?\+\+\+[ \t]*(?:\n|$)/;

export const frontMatter: Rule = {
  title: 'Front matter',
  level: 'failure',
  finds: 'front matter that is missing, is not TOML, or has no title or no date',
  find: ({ page }) => problemsOf(page.text),
};

function problemsOf(text: string): readonly Place[] {
  const match = FRONT_MATTER.exec(text);
  if (match === null) {
    const message =
      'The file does not begin with front matter. Begin it with a line "+++", the title and the date as TOML, and another line "+++".';
    return [{ line: 1, message }];
  }
  const [, space = '', toml = ''] = match;
  const line = space.split('\n').length;
  try {
    return missingKeys(parse(toml), line);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    return [
      { line: line + error.line, message: `The front matter is not valid TOML: ${reason}. Mend this line.` },
    ];
  }
}

function missingKeys({ title, date }: TomlTable, line: number): readonly Place[] {
  const place = (message: string): Place => ({ line, message });
  return [
    ...(typeof title === 'string' && title.trim() !== ''
      ? []
      : [place('The front matter has no title. Add a line such as: title = "This Month".')]),
    ...(date instanceof Date || (typeof date === 'string' && /^\d{4}-\d\d-\d\d/.test(date))
      ? []
      : [place('The front matter has no date. Add a line such as: date = 2020-06-01.')]),
  ];
}
