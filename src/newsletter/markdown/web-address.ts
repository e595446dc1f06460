/** Parameters that tell a site where a reader comes from, and change nothing of what it shows. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs\w+|oly_\w+_id|vero_id|ref_src|ref_url|wt_mc|spm|si)$/i;

/** Whether the text is an http or https address on the web, without user name or password. */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s<>"\\]+$/i.test(text) || !URL.canParse(text)) return false;
  const { username, password, hostname } = new URL(text);
  return username === '' && password === '' && hostname.includes('.');
}

/** The address without tracking parameters; everything else stays as it is. */
export function withoutTracking(url: string): string {
  const [, base = url, query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(url) ?? [];
  if (query === undefined) return url;
  const parameters = query.split('&');
  const kept = parameters.filter((parameter) => !TRACKING.test(parameter.split('=')[0] ?? ''));
  if (kept.length === parameters.length) return url;
  return `${base}${kept.length === 0 ? '' : `?${kept.join('&')}`}${fragment}`;
}

/** By what two addresses of one page are known: without protocol, `www.`, tracking, final slash, and place on the page. */
export function linkKey(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(withoutTracking(url));
  searchParams.sort();
  const query = searchParams.size === 0 ? '' : `?${searchParams}`;
  const host = hostname.replace(/^www\./, '');
  return `${host}${port === '' ? '' : `:${port}`}${pathname.replace(/\/+$/, '')}${query}`;
}
