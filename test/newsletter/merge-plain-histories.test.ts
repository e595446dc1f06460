import { describe, it } from '@jest/globals';
import { samples } from '../thoroughly.js';
import { hold, LONGEST } from './histories/hold.js';
import { histories } from './histories/random-history.js';
import { renderPlainly } from './histories/render.js';

describe('the life of a plain draft', () => {
  it(
    'keeps what people did',
    () => hold(renderPlainly, histories('offered', 4), samples(6, 50, 14_000)),
    LONGEST,
  );
});
