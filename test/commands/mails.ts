/** What mail programs put below a reply: its kind, and the lines as they reach GitHub. The words above are the person's. */
export const MAIL_TAILS: readonly (readonly [kind: string, tail: string])[] = [
  [
    'Gmail',
    'On Mon, May 4, 2020 at 9:12 AM Phil Opp <notifications@github.com> wrote:\n\n> It is\n> merged.',
  ],
  [
    'Gmail, wrapped',
    'On Mon, May 4, 2020 at 9:12 AM Philipp Oppermann <notifications@github.com>\nwrote:\n\n> It is merged.\n>\n> —\n> Reply to this email directly, view it on GitHub\n> <https://github.com/acme/widget/pull/1#issuecomment-2>, or unsubscribe\n> <https://github.com/notifications/unsubscribe-auth/AB>\n> .\n> Message ID: <acme/widget/pull/1/c2@github.com>\n>',
  ],
  [
    'Gmail, address wrapped too',
    'On Mon, May 4, 2020 at 9:12 AM Philipp Maximilian Oppermann <\nnotifications@github.com> wrote:\n\n> It is merged.',
  ],
  [
    'Gmail in German',
    'Am Mo., 4. Mai 2020 um 09:12 Uhr schrieb Phil Opp <\nnotifications@github.com>:\n\n> It is merged.',
  ],
  [
    'Gmail in French',
    'Le lun. 4 mai 2020 à 09:12, Phil Opp <notifications@github.com> a\nécrit :\n\n> It is merged.',
  ],
  [
    'Gmail in Spanish',
    'El lun, 4 may 2020 a las 9:12, Phil Opp (<notifications@github.com>)\nescribió:\n\n> It is merged.',
  ],
  [
    'Gmail in Portuguese',
    'Em seg., 4 de mai. de 2020 às 09:12, Phil Opp <notifications@github.com>\nescreveu:\n\n> It is merged.',
  ],
  [
    'Gmail in Italian',
    'Il giorno lun 4 mag 2020 alle ore 09:12 Phil Opp <notifications@github.com> ha scritto:\n\n> It is.',
  ],
  [
    'Gmail in Dutch',
    'Op ma 4 mei 2020 om 09:12 schreef Phil Opp <notifications@github.com>:\n\n> It is merged.',
  ],
  [
    'Gmail in Polish',
    'pon., 4 maj 2020 o 09:12 Phil Opp <notifications@github.com> napisał(a):\n\n> It is merged.',
  ],
  ['Gmail in Russian', 'пн, 4 мая 2020 г. в 09:12, Phil Opp <notifications@github.com>:\n\n> It is merged.'],
  ['Gmail in Japanese', '2020年5月4日(月) 9:12 Phil Opp <notifications@github.com>:\n\n> It is merged.'],
  [
    'Gmail in Chinese',
    'Phil Opp <notifications@github.com> 于2020年5月4日周一 上午9:12写道：\n\n> It is merged.',
  ],
  [
    'Gmail in Korean',
    '2020년 5월 4일 (월) 오전 9:12, Phil Opp <notifications@github.com>님이 작성:\n\n> It is merged.',
  ],
  [
    'Apple Mail',
    '> On 4. May 2020, at 09:12, Phil Opp <notifications@github.com> wrote:\n> \n> \n> It is merged.\n> ',
  ],
  [
    'Apple Mail in German',
    '> Am 04.05.2020 um 09:12 schrieb Phil Opp <notifications@github.com>:\n> \n> It is merged.',
  ],
  [
    'Apple Mail, below the mark',
    'On May 4, 2020, at 9:12, Phil Opp <notifications@github.com> wrote:\n\n> \n> It is merged.\n',
  ],
  [
    'iPhone',
    'Sent from my iPhone\n\n> On May 4, 2020, at 9:12 AM, Phil Opp <notifications@github.com> wrote:\n> \n> ﻿\n> It is merged.',
  ],
  [
    'iPhone in German',
    'Von meinem iPhone gesendet\n\n> Am 04.05.2020 um 09:12 schrieb Phil Opp <notifications@github.com>:\n> \n> ﻿\n> It is.',
  ],
  [
    'iPhone in French',
    'Envoyé de mon iPhone\n\n> Le 4 mai 2020 à 09:12, Phil Opp <notifications@github.com> a écrit :\n> \n> It is merged.',
  ],
  ['iPad alone', 'Sent from my iPad'],
  ['Android', 'Get Outlook for Android<https://aka.ms/AAb9ysg>'],
  ['Thunderbird', 'On 5/4/20 9:12 AM, Phil Opp wrote:\n> It is merged.\n>'],
  ['Thunderbird in German', 'Am 04.05.20 um 09:12 schrieb Phil Opp:\n> It is merged.\n>'],
  ['Thunderbird in French', 'Le 04/05/2020 à 09:12, Phil Opp a écrit :\n> It is merged.\n>'],
  ['Mutt', '* Phil Opp <notifications@github.com> [2020-05-04 09:12:00 +0200]:\n\n> It is merged.'],
  ['Gnus', 'Phil Opp <notifications@github.com> writes:\n\n> It is merged.'],
  [
    'Outlook',
    'From: Phil Opp <notifications@github.com>\nSent: Monday, May 4, 2020 9:12 AM\nTo: acme/widget <widget@noreply.github.com>\nCc: Ann <ann@example.org>; Author <author@noreply.github.com>\nSubject: Re: [acme/widget] Add a lever (#1)\n\nIt is merged.\n\n/newsletter hide\n\nEve <eve@example.org>',
  ],
  [
    'Outlook, bold',
    '________________________________\n*From:* Phil Opp <notifications@github.com>\n*Sent:* Monday, May 4, 2020 9:12 AM\n*To:* acme/widget <widget@noreply.github.com>\n*Subject:* Re: [acme/widget] Add a lever (#1)\n\nIt is merged.',
  ],
  [
    'Outlook of old',
    '-----Original Message-----\nFrom: Phil Opp [mailto:notifications@github.com]\nSent: Monday, May 4, 2020 9:12 AM\nTo: acme/widget\nSubject: Re: Add a lever\n\nIt is merged.',
  ],
  [
    'Outlook in German',
    'Von: Phil Opp <notifications@github.com>\nGesendet: Montag, 4. Mai 2020 09:12\nAn: acme/widget <widget@noreply.github.com>\nBetreff: Re: [acme/widget] Add a lever (#1)\n\nIt is merged.',
  ],
  [
    'Outlook in French',
    'De : Phil Opp <notifications@github.com>\nEnvoyé : lundi 4 mai 2020 09:12\nÀ : acme/widget <widget@noreply.github.com>\nObjet : Re: [acme/widget] Add a lever (#1)\n\nIt is merged.',
  ],
  [
    'Outlook in Chinese',
    '发件人: Phil Opp <notifications@github.com>\n发送时间: 2020年5月4日 9:12\n收件人: acme/widget <widget@noreply.github.com>\n主题: Re: [acme/widget] Add a lever (#1)\n\nIt is merged.',
  ],
  [
    'QQ Mail',
    '------------------ Original ------------------\nFrom: "Phil Opp"<notifications@github.com>;\nDate: Mon, May 4, 2020 09:12 AM\nTo: "acme/widget"<widget@noreply.github.com>;\nSubject: Re: [acme/widget] Add a lever (#1)\n\nIt is merged.',
  ],
  [
    'Yahoo',
    'On Monday, May 4, 2020, 09:12:00 AM GMT+2, Phil Opp <notifications@github.com> wrote:\n\n > It is merged.',
  ],
  [
    'Proton Mail',
    'Sent with Proton Mail secure email.\n\nOn Monday, May 4th, 2020 at 9:12, Phil Opp <notifications@github.com> wrote:\n\n> It is merged.',
  ],
  [
    "GitHub's footer",
    '—\nReply to this email directly, view it on GitHub<https://github.com/acme/widget/pull/1#issuecomment-2>, or unsubscribe<https://github.com/notifications/unsubscribe-auth/AB>.\nYou are receiving this because you authored the thread.Message ID: <acme/widget/pull/1/c2@github.com>',
  ],
  [
    "GitHub's footer of old",
    '---\nReply to this email directly or view it on GitHub:\nhttps://github.com/acme/widget/pull/1#issuecomment-2',
  ],
  [
    "GitHub's reason alone",
    'You are receiving this because you were mentioned.\nReply to this email directly, view it on GitHub, or mute the thread.',
  ],
  ['a plain mail', 'On Mon, 4 May 2020, Cyd <cyd@x.example> wrote:\n\nIt is merged.\n\nCyd'],
  ['a plain mail, wrapped', 'On Mon, 4 May 2020 at 09:12, Cyd\n<cyd@x.example> wrote:\nIt is\n\nmerged.'],
  [
    'a plain mail in German',
    'Am 04.05.20 um 09:12 schrieb Cyd <cyd@x.example>:\n\nIt is merged.\n\n/newsletters',
  ],
  ['a plain mail in French', 'Le 4 mai 2020 à 09:12, Cyd a écrit :\n\nIt is merged.\n\n> Is it?'],
  ['a plain mail in Russian', '4 мая 2020 г. в 09:12, Cyd <cyd@x.example>:\n\nIt is merged.'],
  ['a plain mail without a year', 'On Monday, Cyd <cyd@x.example> wrote:\n\nIt is merged.'],
  ['a day', 'On Monday, Cyd wrote:\n> It is merged.'],
  ['a day and a month', 'On Mon, 4 May, Cyd van Dam wrote:\n\n> It is merged.'],
  ['a day in German', 'Am Montag schrieb Cyd Öz:\n> It is merged.'],
  ['a day in French', 'Le lundi 4 mai, Cyd a écrit :\n\n> It is merged.'],
  ['a day in Spanish', 'El lunes, Cyd escribió:\n> It is merged.'],
  ['a name', 'Cyd wrote:\n> It is merged.'],
  ['a name and a login', "Cyd O'Neill (@cyd) wrote:\n\n> It is merged."],
  ['a login', '@cyd-x writes:\n> It is merged.'],
  ['a name in German', 'Cyd schrieb:\n> It is merged.'],
  ['a name in Chinese', '王小明 写道：\n> It is merged.'],
  [
    'QQ Mail in Chinese',
    '------------------ 原始邮件 ------------------\n发件人: "Cyd"<cyd@x.example>;\n发送时间: 2020年5月4日(星期一) 上午9:12\n收件人: "acme/widget"<widget@noreply.github.com>;\n主题: Re: [acme/widget] Add a lever (#1)\n\nIt is merged.',
  ],
  [
    'QQ Mail with spaces as HTML writes them',
    '------------------&nbsp;原始邮件&nbsp;------------------\n发件人:&nbsp;"Cyd"<cyd@x.example>;\n\nIt is merged.',
  ],
  ['QQ Mail without headers', '------------------ 原始邮件 ------------------\n\nIt is merged.'],
  [
    'NetEase',
    '---- Replied Message ----\n| From | Cyd<cyd@x.example> |\n| Date | 05/04/2020 09:12 |\n\nIt is.',
  ],
  ['Outlook of old without headers', '-----Ursprüngliche Nachricht-----\nIt is merged.'],
  [
    'Outlook on a Mac',
    'From: Phil Opp <notifications@github.com>\nReply-To: acme/widget <reply@reply.github.com>\nDate: Monday, 4. May 2020 at 09:12\nTo: acme/widget\nSubject: Re: Add a lever\n\nIt is merged.',
  ],
  [
    'Yahoo without marks',
    '    On Monday, May 4, 2020, 9:12:00 AM GMT+2, Cyd <cyd@x.example> wrote:  \n \n It is merged.\n\nCyd',
  ],
  [
    'Proton Mail of old',
    'Sent with ProtonMail Secure Email.\n\n‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Monday, May 4, 2020 9:12 AM, Cyd <cyd@x.example> wrote:\n\n> It is merged.',
  ],
  ['Zoho', '---- On Mon, 04 May 2020 09:12:00 +0200 Cyd <cyd@x.example> wrote ----\n\nIt is merged.'],
  [
    'Gmail in Hebrew',
    '\u202bבתאריך יום ב׳, 4 במאי 2020 ב-9:12 מאת \u202aCyd\u202c\u200f <\u202acyd@x.example\u202c\u200f>:\u202c\n\n> It is merged.',
  ],
  [
    "GitHub's footer in a quote",
    '> —\n> Reply to this email directly, view it on GitHub, or unsubscribe.\n> You are receiving this because you commented.',
  ],
  ['Proton Mail with a link', 'Sent with [Proton Mail](https://proton.me/) secure email.'],
  ['Superhuman', 'Sent via Superhuman ( https://sprh.mn/?vip=x )'],
  ['Mailspring', 'Sent from Mailspring (https://getmailspring.com/)'],
  ['Spark', 'Sent from Spark\nOn May 4, 2020, 9:12 AM +0200, Cyd <cyd@x.example>, wrote:\n> It is.'],
  ['K-9 Mail', 'Sent from my Android device with K-9 Mail. Please excuse my brevity.'],
  ['a signature', '-- \nAnn Example\nann@example.org'],
];

/** What looks like the end of a mail, and is a person's own words. */
export const NOT_MAIL: readonly (readonly [kind: string, text: string])[] = [
  ['a quote with its source', 'As he wrote:\n> Fast.\n\nIt is.'],
  ['an underlined heading', 'How\n--\nIt turns.'],
  ['a sentence that ends like an attribution', 'On Mondays we find what Phil wrote:\n- it turns.'],
  ['a list of headers', 'It parses:\n\nFrom: the sender\n\nand no other.'],
  ['a word about telephones', 'It can be sent from my iPhone\nto yours.\n\nTry it.'],
  ['a paragraph below a quote', 'He said:\n\n> It is slow.\n\nIt is not.'],
  ['a rule', 'One.\n\n---\n\nTwo.'],
  ['a word about mail', 'Reply to this email directly from the widget.'],
  ['a dash', 'One.\n\n— Two.'],
  [
    'a patch in code',
    '```\nFrom: Ann <ann@example.org>\nDate: Mon, 4 May 2020 09:12:00\nSubject: Lever\n-- \n2.20\n```\n\nTwo.',
  ],
  [
    'indented code',
    'One:\n\n    From: Ann <ann@example.org>\n    Date: Mon, 4 May 2020\n    Subject: Lever\n\nTwo.',
  ],
  ['three lines with colons', 'From: 0.1\nTo: 0.2\nSince: 2020-05-04\n\nTwo.'],
  ['a quote with its author', 'It turns. As Cyd wrote:\n> Fast.\n\nIt is.'],
  ['a quote with its author on a line', 'As Cyd wrote:\n\n> Fast.'],
  ['a quote with its author in German', 'Wie Cyd schrieb:\n> Fast.'],
  ['a quote of somebody', 'She wrote:\n> Fast.\n\nIt is.'],
  ['a wrapped sentence', 'It does at last what\nCyd wrote:\n> Fast.'],
  ['a sentence about a day', 'On page three of the book Cyd wrote:\n> Fast.'],
  ['a name without a quote', 'Cyd wrote:\n\n- the lever\n- the wheel'],
  ['a quote within a quote', '> Cyd wrote:\n> It turns.\n\nIt does.'],
  ['an address with a date', 'Mail <ann@example.org> by 4 May 2020:\n- the lever'],
  ['a divider', '---- Levers ----\n\nThey turn.'],
  ['signs that are no signature', 'One.\n\n--\n\nTwo.'],
  ['much below two dashes', 'One.\n\n--\nTwo.\n\nThree.'],
  ['a word about sending', 'Levers:\n\nSent from the kernel to the shell'],
  ['dashes around words', '---- Levers that Cyd wrote ----\n\nThey turn.'],
  ['code in a list', '1. So:\n\n       On Monday, 4 May 2020 at 9:12, turn:\n\nTwo.'],
  ['a log', 'At 9:12 it said:\n\n> turned\n\nTwo.'],
];

/** A person who answers between the lines: what is theirs stays. */
export const BETWEEN: readonly (readonly [body: string, own: string])[] = [
  ['Fast.\n\n--\nAnn Example\nann@example.org', 'Fast.'],
  [
    'Fast.\n\nOn Mon, May 4, 2020, Phil Opp <phil@example.org> wrote:\n\n> It is slow.\n\nIt is not.',
    'Fast.\n\nIt is not.',
  ],
  ['Fast.\n\nCyd wrote:\n> It is slow.\n\nIt is not.', 'Fast.\n\nIt is not.'],
  [
    'Fast.\n\nAm 04.05.20 um 09:12 schrieb Phil Opp:\n> It is slow.\n>\n> Very.\n\nIt is not.\n\n> Is it?\n\nNo.',
    'Fast.\n\nIt is not.\n\n> Is it?\n\nNo.',
  ],
];
