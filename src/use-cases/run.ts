import type { Hearing } from '../github/comments/read-control.js';
import type { Clients, Log } from '../github/connection/client.js';
import type { Desk } from './open-desk.js';

/** One run: how it reaches GitHub, the newsletter that it is about, whose word counts there, and when it is. */
export interface Run {
  readonly clients: Clients;
  readonly desk: Desk;
  readonly hearing: Hearing;
  readonly now: Date;
  readonly log: Log;
}
