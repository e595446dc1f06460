/** A longer line is no mail program's. In UTF-16 units. */
const LONGEST_MARK = 500;

/** `<ann@example.org>`, also opened on the line before, and as GitHub masks it: `***@***.***>`. */
const ADDRESS = /(?:<|^|\[mailto:|\*{3}@)[^\s<>@]*@?[^\s<>@]*[>\]]|\*{3}@\*{3}/;
const BEGINS_WITH_ADDRESS = /^\(?<?[^\s<>@]+@[^\s<>@]+>/;
const TIME = /\d{1,2}[:.h]\d{2}/;
const DATE = /\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}/;

/** How an attribution begins that has no digits on its first line. */
const DAY = /^(?:On|Am|Le|El|Em|Il|Op|Den|Dne|W dniu)\s/;
/** That somebody wrote, behind the name and before it. */
const WROTE_BEHIND =
  '(?:wrote|writes|a écrit|escribió|escreveu|ha scritto|schrieb|schreef|skrev|napsala?|napisał(?:\\(?a\\)?)?|написала?|написал\\(а\\)|пишет|写道|寫道|님이 작성)';
const WROTE_BEFORE = '(?:schrieb|schreef|skrev)';
const WROTE = new RegExp(`(?<!\\p{L})${WROTE_BEHIND}(?!\\p{L})`, 'iu');
/** `On Monday, `; some languages write the names of days small. */
const WHEN =
  '(?:(?:On|Am|Le|El|Em|Il|Op|Den|Dne|W dniu) (?:[\\p{Lu}\\d][\\p{L}\\d]*[.,]* ){1,4}|(?:Le|El|Em|Il|Op|Den|Dne|W dniu) (?:[\\p{L}\\d]+[.,]* ){1,4})?';
/** A name or a login; none of the words with which people begin a sentence of their own. */
const NAME =
  "(?!(?:On|As|Like|What|How|When|Where|While|Since|Because|But|And|So|Then|Here|There|This|That|It|He|She|They|We|I|You|Who|Somebody|Someone|People|The|My|Our|Wie|Was|Wer|Er|Sie|Es|Ich|Wir|Comme|Ce|Elle|Como|Lo|Come|Zoals|Wat|Som|Jak|Как)(?!\\p{L}))(?:@[\\w-]+|[\\p{Lu}\\p{Lo}][\\p{L}\\p{M}\\d'’._-]*(?: (?:van|von|de|der|den|di|da|del|la|le|ten|\\(?(?:@[\\w-]+|[\\p{Lu}\\d][\\p{L}\\p{M}\\d'’._-]*)\\)?)){0,4})";
/** `On Monday, Cyd wrote:`, without an address or a time. */
const BARE_ATTRIBUTION = new RegExp(
  `^${WHEN}(?:${NAME},? ?${WROTE_BEHIND}|${WROTE_BEFORE} ${NAME}) ?[:：]$`,
  'u',
);
const MOST_ATTRIBUTION_LINES = 3;
const MOST_EMPTY_LINES = 3;
const QUOTE_MARK = /^>+ ?/;
const ATTRIBUTION_END = /[:：]$/;

/** RFC 3676, section 4.3: without the space a heading is meant, unless an empty line stands above. */
const SIGNATURE = /^-- [\r\n]*$/;
const MOST_SIGNATURE_LINES = 8;

/** What a telephone or a mail program says of itself, on a line of its own. */
const SENT_FROM = new RegExp(
  `^(?:${[
    'Sent (?:from|with|via|using) (?:my |an? Android|\\[?(?:Mail(?:spring)?|Outlook|Proton ?Mail|Proton|Yahoo|Samsung|AOL|Gmail|Spark|Superhuman|BlackBerry|Airmail|Aqua ?Mail|Blue ?Mail|Canary|Edison|eM Client|Fastmail|FairEmail|HEY|K-9|Missive|myMail|Newton|Nine|Polymail|Shortwave|Thunderbird|Tuta|Windows|Workspace|Zoho)(?!\\p{L}))',
    'Get Outlook for',
    'Von meinem .{1,40} gesendet',
    'Gesendet (?:von|mit|aus) ',
    'Envoyé (?:de|depuis|à partir de) ',
    'Enviado (?:desde|do|de|a partir do) ',
    'Inviato da',
    'Verzonden (?:vanaf|met|via) ',
    'Skickat från ',
    'Sendt fra ',
    'Wysłane z ',
    'Отправлено (?:с|из) ',
    '.{1,20}から送信',
    '发自我的',
    '從我的.{1,20}傳送',
    '나의 .{1,20}에서 보냄',
  ].join('|')})[^:]{0,70}(?:[<(] ?https?:[^<>()\\s]+ ?[>)][^:]{0,30})?$`,
  'iu',
);

/** `From: …` in any language, plain or bold; a mail that is copied has at least three such lines. */
const HEADER = /^\*{0,2}\p{L}[\p{L} -]{0,20}[ \u00a0]?\*{0,2}[:：]\*{0,2}/u;
const FROM = /^\*{0,2}(?:From|Von|De|Da|Van|Från|Fra|Od|От|差出人|发件人|寄件者|보낸 사람)(?!\p{L})/iu;
const SUBJECT =
  /^\*{0,2}(?:Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Onderwerp|Ämne|Emne|Temat|Předmět|Тема|件名|主题|主旨|제목)(?!\p{L})/iu;
const FEWEST_HEADERS = 3;
const MOST_HEADERS = 6;
/** `---- On Mon, 04 May 2020 09:12:00 +0200 Cyd <cyd@example.org> wrote ----`: Zoho's. */
const DASHED = /^-{3,} ?(\S.*\S) ?-{3,}$/u;
const DIVIDER = /^(?:[_-]{10,}|-{2,}[ \p{L}]+-{2,})$/u;
/** `---- Original Message ----`: nothing else is called so. */
const ORIGINAL = new RegExp(
  `^[-\u2010]{3,} ?(?:${[
    'Original(?: Message| Mail| E-?mail)?',
    'Replied Message|Forwarded Message|Begin forwarded message',
    'Ursprüngliche (?:Nachricht|E-?Mail)|Originalnachricht|Original-Nachricht',
    "Message d['’]origine|Message original|Message transféré",
    'Mensaje original|Mensagem original|Messaggio originale',
    'Oorspronkelijk bericht|Ursprungligt meddelande|Oprindelig meddelelse|Opprinnelig melding',
    'Wiadomość oryginalna|Oryginalna wiadomość|Původní zpráva',
    'Исходное сообщение|Пересылаемое сообщение',
    '元のメッセージ|原始[邮郵]件|回复的原?邮件|转发的?邮件(?:信息)?|원본 메시지|원본 메일',
  ].join('|')}) ?[-\u2010]{3,}$`,
  'iu',
);

/** The ends of GitHub's own mails, and the line above them. */
const FOOTER =
  /^(?:Reply to this email directly(?:,| or) view it on GitHub|You are receiving this because you.{1,60}\.|Triage notifications on the go with GitHub Mobile|Message ID: <)/i;
const FOOTER_RULE = /^(?:—|-{2,3})$/;

/**
 * What a person wrote of a reply by mail: without the signature, the quote with the line that says whose it is, a copied mail,
 * and GitHub's own footer, in whatever language. A quote that no such line introduces is the person's, as is what stands
 * below one. Below a line with date and address, nothing is the person's unless it stands below a quote. It looks at each
 * line a few times.
 */
export function withoutMail(text: string): string {
  const lines = linesOf(text);
  const marks = marksIn(lines);
  const own: string[] = [];
  for (let index = 0; index < lines.length; ) {
    const count =
      marks[index] === '--' && (SIGNATURE.test(lines[index] ?? '') || isSignature(marks, index))
        ? lines.length
        : mailLinesAt(marks, index);
    if (count === 0) own.push(lines[index] ?? '');
    else dropSentFrom(own);
    index += Math.max(count, 1);
    // The empty line above what was cut is enough.
    while (count > 0 && own.at(-1)?.trim() === '' && marks[index] === '') index += 1;
  }
  dropSentFrom(own);
  return own.join('');
}

/** Where a mail begins that a program copied below a reply without marks: nothing below is the person's. UTF-16 offset. */
export function copiedMailStart(text: string): number {
  const lines = linesOf(text);
  const marks = marksIn(lines);
  const index = marks.findIndex((_, each) => isCopiedMail(marks, each));
  return index < 0 ? text.length : lines.slice(0, index).join('').length;
}

/** Whether the line of two dashes, without the space, has an empty line above and few words below. */
function isSignature(marks: readonly string[], index: number): boolean {
  const start = index + 1;
  const end = paragraphEnd(marks, start);
  const isShort = end > start && end - start <= MOST_SIGNATURE_LINES;
  const isLast = marks.findLastIndex((mark) => mark !== '') < end;
  return marks[index - 1] === '' && isShort && isLast;
}

/** How many lines from here are not the person's. */
function mailLinesAt(marks: readonly string[], index: number): number {
  if (isCopiedMail(marks, index)) return marks.length - index;
  return footerLines(marks, index) || quotedLines(marks, index);
}

function isCopiedMail(marks: readonly string[], index: number): boolean {
  const mark = marks[index] ?? '';
  if (ORIGINAL.test(mark)) return true;
  const [, dashed = ''] = DASHED.exec(mark) ?? [];
  if (WROTE.test(dashed) && DATE.test(dashed) && (ADDRESS.test(dashed) || TIME.test(dashed))) return true;
  if (!DIVIDER.test(marks[index] ?? '')) return isHeaderBlock(marks, index);
  return isHeaderBlock(marks, marks[index + 1] === '' ? index + 2 : index + 1);
}

function isHeaderBlock(marks: readonly string[], index: number): boolean {
  const lines = marks.slice(index, index + MOST_HEADERS);
  const end = lines.findIndex((line) => !HEADER.test(line));
  const headers = end < 0 ? lines : lines.slice(0, end);
  const [first = ''] = headers;
  return (
    headers.length >= FEWEST_HEADERS &&
    (FROM.test(first) || ADDRESS.test(first)) &&
    headers.some((line) => TIME.test(line) || DATE.test(line)) &&
    headers.some((line) => SUBJECT.test(line) || ADDRESS.test(line))
  );
}

/** GitHub's footer up to the next empty line. */
function footerLines(marks: readonly string[], index: number): number {
  const words = (line: number) => (marks[line] ?? '').replace(QUOTE_MARK, '');
  const start = FOOTER_RULE.test(words(index)) ? index + 1 : index;
  return FOOTER.test(words(start)) ? paragraphEnd(marks, start) - index : 0;
}

/** The line that says whose the quote is, with the quote below it or around it. */
function quotedLines(marks: readonly string[], index: number): number {
  for (let count = 1; count <= MOST_ATTRIBUTION_LINES; count += 1) {
    const end = index + count;
    const last = marks[end - 1] ?? '';
    if (last === '') return 0;
    if (!ATTRIBUTION_END.test(last)) continue;
    const said = marks.slice(index, end);
    const words = said.map((line) => line.replace(QUOTE_MARK, ''));
    const isWithinQuote = said.every((line) => QUOTE_MARK.test(line));
    const quote = isWithinQuote ? end - 1 : afterEmpty(marks, end);
    const isQuoted = QUOTE_MARK.test(marks[quote] ?? '');
    const isBare = !isWithinQuote && beginsSentence(marks, index) && BARE_ATTRIBUTION.test(words.join(' '));
    if (isQuoted && (isBare || isAttribution(words))) return quoteEnd(marks, quote) - index;
    const isLast = quote === marks.length;
    if (isAttribution(words) && isOfUnmarkedMail(words.join(' '), isLast)) return marks.length - index;
  }
  return 0;
}

/** Whether the line goes on with no words above it. */
function beginsSentence(marks: readonly string[], index: number): boolean {
  return /^$|[.!?:)]$/.test(marks[index - 1] ?? '');
}

/** Whether all below is a mail without marks; of some mails GitHub takes it away, and leaves the line above it. */
function isOfUnmarkedMail(attribution: string, isLast: boolean): boolean {
  const hasAddress = ADDRESS.test(attribution);
  const hasDate = DATE.test(attribution);
  const hasTime = TIME.test(attribution);
  if (isLast && hasAddress && hasDate) return true;
  const begins = DAY.test(attribution) || hasDate;
  if (WROTE.test(attribution)) return begins && (hasAddress || (hasDate && hasTime));
  return hasDate && hasTime && />\s?[:：]$/.test(attribution);
}

/** `On Monday at 9:12, Ann <ann@example.org> wrote:` in any language. */
function isAttribution(lines: readonly string[]): boolean {
  const [first = '', last = ''] = [lines[0], lines.at(-1)];
  if (lines.length === 1) return ADDRESS.test(last) || (TIME.test(last) && DATE.test(last));
  const isWhole = isAttribution([last]) && !BEGINS_WITH_ADDRESS.test(last);
  const begins = (DAY.test(first) || TIME.test(first) || DATE.test(first)) && !/[.!?:]$/.test(first);
  return begins && !isWhole && ADDRESS.test(lines.join('\n').replace('<\n', '<'));
}

/** Where the quote ends: with an empty line below which it does not go on. */
function quoteEnd(marks: readonly string[], start: number): number {
  for (let index = start; ; ) {
    const end = paragraphEnd(marks, index);
    const next = afterEmpty(marks, end);
    if (next === end || !QUOTE_MARK.test(marks[next] ?? '')) return end;
    index = next;
  }
}

function paragraphEnd(marks: readonly string[], start: number): number {
  const end = marks.indexOf('', start);
  return end < 0 ? marks.length : end;
}

function afterEmpty(marks: readonly string[], start: number): number {
  const length = marks.slice(start, start + MOST_EMPTY_LINES).findIndex((line) => line !== '');
  return length < 0 ? Math.min(start + MOST_EMPTY_LINES, marks.length) : start + length;
}

function dropSentFrom(own: string[]): void {
  const last = own.slice(-MOST_EMPTY_LINES - 1).findLast((line) => line.trim() !== '');
  if (last !== undefined && SENT_FROM.test(markIn(last))) own.length = own.lastIndexOf(last);
}

/** With their ends. */
function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n|\r(?!\n))/);
}

/** What no mail program writes. */
const OWN = '…';

/** Of each line the words that may be a mail program's: none in code. */
function marksIn(lines: readonly string[]): readonly string[] {
  let fence: string | null = null;
  return lines.map((line) => {
    const mark = markIn(line);
    const found = /^(?:`{3,}|~{3,})/.exec(mark)?.[0];
    if (fence === null) {
      fence = found ?? null;
      return mark;
    }
    if (found?.startsWith(fence) === true) fence = null;
    return OWN;
  });
}

function markIn(line: string): string {
  const mark = line
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(DIRECTIONS, '')
    .trim();
  const isCode = mark !== '' && /^(?: {4}|\t)/.test(line);
  // Yahoo indents the line above a mail without marks.
  const isWords = !isCode || (DAY.test(mark) && ATTRIBUTION_END.test(mark) && isOfUnmarkedMail(mark, false));
  return !isWords || line.length > LONGEST_MARK ? OWN : mark;
}

/** Unseen signs for the direction of writing, which mail programs put around names in Hebrew and Arabic. */
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
