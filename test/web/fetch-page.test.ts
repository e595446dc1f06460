import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listen } from '../../src/server/listen.js';
import { fetchPage, isOnline, isPublicAddress, PUBLIC_WEB, type Reach } from '../../src/web/fetch-page.js';

let server: Server;
let origin: string;
/** Only these tests may reach this machine, at one of its addresses. */
let reach: Reach;
const asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
let resolutions: string[][] = [];

const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** The tests of a `describe` may ask a server of their own. */
function serve(): void {
  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = request.url ?? '';
      asked.push({ path, headers: request.headers });
      const redirectTo = (location: string) => response.writeHead(302, { location }).end();
      const hops = Number(/^\/hops\/(\d)$/.exec(path)?.[1]);
      if (hops > 0) return redirectTo(hops === 1 ? '/page' : `/hops/${hops - 1}`);
      switch (path) {
        case '/page':
          return response.writeHead(200, { ...HTML, 'set-cookie': 'a=b' }).end('<title>Ä page</title>');
        case '/endless':
          response.writeHead(200, HTML);
          return void setInterval(() => response.write('x'.repeat(50_000)), 1).unref();
        case '/slow':
          return;
        case '/trickle':
          response.writeHead(200, HTML);
          return void setInterval(() => response.write('x'), 10).unref();
        case '/image':
          return response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>');
        case '/zip':
          return response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' }).end('x');
        case '/private':
          return redirectTo(`http://127.0.0.2:${new URL(origin).port}/page`);
        case '/name':
          return redirectTo(`http://inside.test:${new URL(origin).port}/page`);
        case '/file':
          return redirectTo('file:///etc/passwd');
        case '/nowhere':
          return response.writeHead(302).end();
        case '/port':
          return redirectTo('http://127.0.0.1:22/');
        case '/login':
          return redirectTo(`http://me:secret@127.0.0.1:${new URL(origin).port}/page`);
        default:
          return response.writeHead(404, HTML).end('Not here.');
      }
    });
    origin = `http://127.0.0.1:${await listen(server, { port: 0, host: '127.0.0.1' })}`;
    reach = {
      mayConnect: (address) => address === '127.0.0.1',
      resolve(name, callback) {
        const addresses = (resolutions.shift() ?? []).map((address) => ({ address, family: 4 }));
        setImmediate(callback, name.endsWith('.test') ? null : new Error('No such name.'), addresses);
      },
      ports: [new URL(origin).port],
      timeLimit: 2_000,
      sizeLimit: 200_000,
    };
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  beforeEach(() => {
    asked.length = 0;
    resolutions = [];
  });
}

describe('a page', () => {
  serve();

  it('is read, by the name of the bot and with nothing else to know it by', async () => {
    expect(await fetchPage(`${origin}/page`, reach)).toBe('<title>Ä page</title>');
    expect(asked[0]?.headers).toEqual({
      host: new URL(origin).host,
      connection: 'close',
      'user-agent': 'this-month-bot',
      accept: 'text/html',
      'accept-encoding': 'identity',
      'accept-language': 'en',
    });
  });

  it('is found after three redirects, and no cookie goes along', async () => {
    expect(await fetchPage(`${origin}/hops/3`, reach)).toContain('Ä page');
    expect(asked.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is read up to a limit', async () => {
    expect(await fetchPage(`${origin}/endless`, reach)).toHaveLength(200_000);
  });

  it.each([
    ['/hops/4', 'redirects too often'],
    ['/nowhere', 'redirects too often, or to nowhere'],
    ['/image', 'not an HTML page'],
    ['/zip', 'compressed'],
    ['/missing', 'answers 404'],
    ['/private', 'not on the public internet'],
    ['/file', 'not a web address'],
    ['/port', 'its port'],
    ['/login', 'not a web address'],
  ])('at %s is refused: %s', async (path, because) => {
    await expect(fetchPage(`${origin}${path}`, reach)).rejects.toThrow(because);
    expect(asked.filter((request) => request.path === '/page')).toEqual([]);
  });

  it.each(['/slow', '/trickle'])('that takes too long is refused: %s', async (path) => {
    await expect(fetchPage(`${origin}${path}`, { ...reach, timeLimit: 80 })).rejects.toThrow('too long');
  });

  it('that nobody serves is refused', async () => {
    await expect(fetchPage(`http://none.invalid:${reach.ports[0]}/`, reach)).rejects.toThrow('No such name');
  });
});

describe('a page that is looked for', () => {
  serve();

  it.each([
    ['/page', true],
    ['/image', true],
    ['/endless', true],
    ['/hops/1', false],
    ['/private', false],
    ['/missing', false],
  ])('at %s is online: %s, after one request', async (path, expected) => {
    expect(await isOnline(`${origin}${path}`, reach)).toBe(expected);
    expect(asked.map((request) => request.path)).toEqual([path]);
  });

  it('that takes too long is not online', async () => {
    expect(await isOnline(`${origin}/slow`, { ...reach, timeLimit: 50 })).toBe(false);
  });

  it('that nobody serves is not online', async () => {
    expect(await isOnline(`http://none.invalid:${reach.ports[0]}/`, reach)).toBe(false);
    expect(await isOnline('no address', reach)).toBe(false);
  });

  it('on this machine or a network around it is not asked', async () => {
    expect(await isOnline(`${origin}/page`)).toBe(false);
    expect(await isOnline(`${origin}/page`, { ...PUBLIC_WEB, ports: reach.ports })).toBe(false);
    resolutions = [['10.0.0.1']];
    expect(await isOnline(`http://inside.test:${reach.ports[0]}/page`, reach)).toBe(false);
    expect(asked).toEqual([]);
  });
});

describe('a name', () => {
  serve();

  const named = (path = '/page') => `http://a.test:${new URL(origin).port}${path}`;

  it('is connected to only at an address that is public', async () => {
    resolutions = [['127.0.0.3', '127.0.0.1']];
    expect(await fetchPage(named(), reach)).toContain('Ä page');
  });

  it('that means something private is refused', async () => {
    resolutions = [['127.0.0.3', '10.0.0.1']];
    await expect(fetchPage(named(), reach)).rejects.toThrow('not on the public internet');
  });

  it('that means something else at each look is looked up once for each connection', async () => {
    resolutions = [['127.0.0.1'], ['127.0.0.3']];
    expect(await fetchPage(named(), reach)).toContain('Ä page');
    expect(resolutions).toHaveLength(1);
    await expect(fetchPage(named(), reach)).rejects.toThrow('not on the public internet');
  });

  it('to which a page redirects is looked at, too', async () => {
    resolutions = [['10.0.0.1']];
    await expect(fetchPage(`${origin}/name`, reach)).rejects.toThrow('not on the public internet');
  });
});

describe('the public web', () => {
  serve();

  it.each([
    'http://127.0.0.1/',
    'http://127.0.0.1:8080/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
    'https://1.1.1.1:8443/',
    'ftp://1.1.1.1/',
  ])('does not reach %s', async (url) => {
    const never = () => {
      throw new Error('A name was looked up.');
    };
    await expect(fetchPage(url, { ...PUBLIC_WEB, resolve: never })).rejects.toThrow(/^its /);
  });
});

describe('an address of the public internet', () => {
  it.each(['1.1.1.1', '140.82.121.4', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::71'])(
    'is %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ['this machine', '127.0.0.1'],
    ['this machine', '127.255.255.254'],
    ['this machine', '0.0.0.0'],
    ['this machine', '::1'],
    ['this machine', '::'],
    ['a private network', '10.1.2.3'],
    ['a private network', '172.16.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.0.1'],
    ['a private network', 'fd00::1'],
    ['a private network', 'fc00::1'],
    ['a private network', 'fec0::1'],
    ['a provider’s own network', '100.64.0.1'],
    ['a link', '169.254.169.254'],
    ['a link', 'fe80::1'],
    ['many machines', '224.0.0.1'],
    ['many machines', '255.255.255.255'],
    ['many machines', 'ff02::1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '2001:db8::1'],
    ['measurements', '198.18.0.1'],
    ['the future', '240.0.0.1'],
    ['IPv4 in IPv6', '::ffff:127.0.0.1'],
    ['IPv4 in IPv6', '::ffff:1.1.1.1'],
    ['IPv4 in IPv6', '::127.0.0.1'],
    ['IPv4 in IPv6', '64:ff9b::7f00:1'],
    ['IPv4 in IPv6', '2002:7f00:1::'],
    ['IPv4 in IPv6', '2001:0:7f00:1::'],
    ['IPv4 in IPv6', '::ffff:169.254.169.254'],
    ['IPv4 in IPv6', '::ffff:a83f:8110'],
    ['IPv4 in IPv6', '::ffff:0:7f00:1'],
    ['IPv4 in IPv6', '64:ff9b::a9fe:a9fe'],
    ['IPv4 in IPv6', '64:ff9b:1::7f00:1'],
    ['a cloud', '168.63.129.16'],
    ['a cloud', '100.100.100.200'],
    ['a cloud', '192.0.0.192'],
    ['a cloud', 'fd00:ec2::254'],
    ['nothing', '100::1'],
    ['nothing', '4000::1'],
    ['many networks', '192.175.48.1'],
    ['many networks', '2620:4f:8000::1'],
    ['no address', 'example.org'],
    ['no address', '0x7f.1'],
    ['no address', '2130706433'],
    ['no address', '127.1'],
    ['no address', ''],
  ])('is not that of %s: %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
