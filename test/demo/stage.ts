import type { FakeGitHub } from '../fake-github/fake-github.js';
import type { Narrator } from './narrator.js';
import { NEWSLETTER } from './recorded-month.js';

/** Where the story happens. */
export interface Stage {
  readonly github: FakeGitHub;
  readonly narrator: Narrator;
  setTime(instant: string): void;
}

export const FILE = 'content/this-month/2020-05/index.md';
export const EDITOR = 'phil-opp';
const BOT = 'this-month-bot[bot]';

/** How long the bot may take to bring the draft up to date, in milliseconds. */
const PATIENCE = 120_000;

export function openDraft(github: FakeGitHub) {
  return github
    .pullRequests(NEWSLETTER)
    .find(({ state, headRefName }) => state === 'OPEN' && headRefName === 'next');
}

export function draftText(github: FakeGitHub): string {
  return github.readFile(NEWSLETTER, 'next', FILE) ?? '';
}

/** Waits for the bot; throws when it takes too long. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`Waited ${PATIENCE / 1000} seconds in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Begins a step; its end shows what it changed in the draft. */
export function begin({ github, narrator, setTime }: Stage, instant: string, text: string) {
  setTime(instant);
  narrator.step(new Date(instant), text);
  const before = draftText(github);
  return { end: () => narrator.change(before, draftText(github)) };
}

/** Somebody comments. Returns the comment's id. */
export function write(
  { github, narrator }: Stage,
  login: string,
  repository: string,
  number: number,
  body: string,
): number {
  narrator.comment(login, body);
  return github.as(login).comment(repository, number, body);
}

export type Reaction = 'ROCKET' | 'CONFUSED';

const SYMBOLS: Readonly<Record<Reaction, string>> = { ROCKET: '🚀', CONFUSED: '😕' };

/** As `untilReacted`, and says so. */
export async function untilReaction(
  stage: Stage,
  repository: string,
  id: number,
  reaction: Reaction,
): Promise<void> {
  await untilReacted(stage, repository, id, reaction);
  stage.narrator.detail(`The bot reacts with ${SYMBOLS[reaction]}.`);
}

export async function untilReacted(
  { github }: Stage,
  repository: string,
  id: number,
  reaction: Reaction,
): Promise<void> {
  await until(SYMBOLS[reaction], () => github.reactions(repository, id).join() === `${BOT} ${reaction}`);
}

/** The bot's comment of that kind, as its first line names it; empty as long as there is none. */
export function botComment(
  { github }: Stage,
  repository: string,
  number: number,
  kind: 'entry' | 'status' | 'call' | 'published',
): { readonly id: number; readonly body: string } {
  const found = github
    .comments(repository, number)
    .find(({ author, body }) => author === BOT && body.includes(`<!-- newsletter ${kind}`));
  return { id: found?.databaseId ?? 0, body: found?.body ?? '' };
}
