import type { ConfigProblem } from './config-problem.js';

/** The problems for people, one a line: `newsletter.yml:12: hide.bots: must be … For example: bots: true`. */
export function formatProblems(problems: readonly ConfigProblem[], file: string): string {
  return problems.map((problem) => formatProblem(problem, file)).join('\n');
}

function formatProblem({ path, line, message, example }: ConfigProblem, file: string): string {
  const where = path === '' ? `${file}:${line}` : `${file}:${line}: ${path}`;
  return `${where}: ${message} For example: ${example}`;
}
