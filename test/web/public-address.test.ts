import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from '../../src/web/public-address.js';

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
    ['no address', 'example.org'],
    ['no address', '127.1'],
    ['no address', ''],
  ])('is not that of %s: %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
