import type { Page } from './page.js';
import type { Place, Rule } from './rule.js';

export const conflictMarks: Rule = {
  title: 'Conflict marks',
  level: 'failure',
  finds: 'lines that begin with `<<<<<<<` or `>>>>>>>`, as Git leaves them in a conflict',
  find({ page }) {
    const code = linesOfCode(page);
    const lines = page.text.split('\n').map((text, index) => ({ text, line: index + 1 }));
    const marks = lines.filter(({ text, line }) => /^(?:<{7}|>{7})(?: |$)/.test(text) && !code.has(line));
    return marks.flatMap(({ text, line }, index): Place[] => {
      const next = marks[index + 1];
      const closes = text.startsWith('>');
      if (closes && marks[index - 1]?.text.startsWith('<')) return [];
      const end = !closes && next?.text.startsWith('>') ? { endLine: next.line } : {};
      return [
        { line, ...end, message: "A conflict was left here. Keep the right lines and delete Git's marks." },
      ];
    });
  },
};

function linesOfCode({ nodes, lineAt }: Page): ReadonlySet<number> {
  const lines = nodes.flatMap(({ node, start, source }) => {
    if (node.type !== 'code') return [];
    const [first, last] = [lineAt(start), lineAt(start + source.length)];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return new Set(lines);
}
