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
