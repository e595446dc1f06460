/** How long a page may take, in milliseconds. */
const TIME_LIMIT = 10_000;

/**
 * Whether a page answers at the address itself: a redirect does not count, since many sites send what is not there yet
 * to somewhere else. One request; never throws.
 */
export async function isOnline(url: string, timeLimit = TIME_LIMIT): Promise<boolean> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { 'user-agent': 'this-month-bot' },
      signal: AbortSignal.timeout(timeLimit),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Why there is no answer does not matter: the next run asks again.
    return false;
  }
}
