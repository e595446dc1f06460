import { serve } from '../../src/serve.js';
import { FEEDS, fetchFeed } from '../../src/web/fetch-page.js';

/**
 * The server as `npm start` runs it, but in a world that is all on this machine: sites are where `serveSites` has them, given as
 * the only argument, and the embedded GitHub needs no second between two writes.
 */
const [, , sites = ''] = process.argv;
const reach = {
  ...FEEDS,
  mayConnect: (address: string) => address === '127.0.0.1',
  ports: [new URL(sites).port],
};

await serve({
  waitUnit: 100,
  fetchFeed: (url, known) => {
    const { host, pathname } = new URL(url);
    return fetchFeed(`${sites}/${host}${pathname}`, known, reach);
  },
});
