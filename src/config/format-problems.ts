import type { ConfigProblem } from './config-problem.js';

/** The problems for people, one a line: `newsletter.yml:12: hide.bots: must be … For example: bots: true`. */
export function formatProblems(problems: readonly ConfigProblem[], file: string): string {
  return problems.map((problem) => formatProblem(problem, file)).join('\n');
}

function formatProblem(problem: ConfigProblem, file: string): string {
  return `${file}:${problem.line}: ${problemText(problem)}`;
}

/** The problem without its line: `hide.bots: must be … For example: bots: true`. */
export function problemText({ path, message, example }: Omit<ConfigProblem, 'line'>): string {
  return `${path === '' ? '' : `${path}: `}${message} For example: ${example}`;
}
