/** What the table of the wire says besides: where an action does less than its documentation, by service. */
export const wireNotes: Readonly<Record<string, string>> = {
  ocr: `**Languages.** \`GeneralBasicOCR\` reads every \`LanguageType\` but \`rus\`, which answers \`FailedOperation.LanguageNotSupport\`: no packaged
model reads Cyrillic. \`auto\` and \`mix\` are one search: the default network reads every line; the longest three that it doubts are tried with the
recognisers of Japanese, Korean, Thai, Arabic and Hindi, Chinese lines with those of Japanese and of traditional letters, and Latin letters tell
their language by small, frequent words. A page is taken to hold one Latin language and one other script at most; a page of few words in Latin
letters may stay with the default network, which drops marks on letters. \`zh_rare\` looks for traditional letters alone. \`GeneralFastOCR\` tells
Chinese, Japanese and Korean from each other. \`ConfigID\` \`MulOCR\` is the search of \`auto\`, with the language of each line. \`RecognizeTableOCR\`
reads both values of \`TableLanguage\`.

**Handwriting.** No packaged model was trained on it: \`GeneralHandwritingOCR\` is not served, and \`WordsType\` \`1\` of \`GeneralAccurateOCR\` answers
\`UnsupportedOperation\`. What these actions read of handwriting, they read as print.

**Seals.** \`SealOCR\` finds impressions in red ink by their border, round, oval or in a straight frame (\`SealShape\` \`0\`, \`1\`, \`2\`). Blue and black ink,
diamonds, triangles and seals without a border are not found. Seal script is not read.

**Licence plates.** \`LicensePlateOCR\` reads plates of mainland China by the form of their numbers and the colour of the plate, in one row or two.
\`LicensePlateCategory\` is absent, and so are temporary, painted and military plates.

**Invoices.** \`VatInvoiceOCR\` and \`RecognizeGeneralInvoice\` read special and ordinary VAT invoices of paper, electronic ones and the fully digital ones;
amount, tax, figures and words of the whole are held against each other, tax numbers against their check character. Besides them
\`RecognizeGeneralInvoice\` reads quota invoices, taxi receipts and paper train tickets; any other receipt by its labels (\`OtherInvoice\`, or
\`ShoppingReceipt\` when \`Types\` asks for \`24\`). Kinds that only their titles tell (rolls, vehicles, flights, tolls, medical bills, ...) answer \`Type\` and
\`SubType\` with \`FailedOperation.UnsupportedInvoice\`. Marks of stamps, and the province and city of a tax bureau, are absent; \`EnableSeal\` is refused.

**Business licences and cards.** \`BizLicenseOCR\` warns of copies in black and white (\`-9102\`), not of photographs of screens; whether there are arms, a seal
or a code is not said. \`BusinessCardOCR\` tells values by their form, labels and words; what nothing tells is \`其他\`.

**Documents of Brazil and Mexico.** Dates are given as \`DD/MM/YYYY\`, a CPF as \`999.999.999-99\`, whatever the print. \`CNHNumber\` is the number of the form along
the edge (until 2022), \`REGISTRO\` the driver's, \`BackNumber\` the RENACH record's; \`Registro\` is what stands as \`REGISTRO CIVIL\`, for no such card has an
address. \`IssueDate\` of \`RecognizeMexicoVTID\` is the year of registration as printed; the back is not read. Marks that Portuguese does not have (ñ, ü) are lost.

**Candidates.** \`CandWord\` of \`EnglishOCR\` has one entry for each character: what it may be with at least 1 %, five at most.`,
  asr: `**Wording.** The API documents its filters for Mandarin; here they are those of English, the language that is heard. \`FilterModal\` \`1\` leaves out um, uh, er,
hm, mm, ah; \`2\` also \`mm-hmm\` and \`oh\`, \`you know\`, \`I mean\`, \`sort of\` and the like between commas, and words begun twice (\`I I think\`).
\`FilterDirty\` knows whole words alone; \`2\` puts one \`*\` in the place of each. \`FilterPunc\` \`1\` takes the mark that ends a sentence, \`2\` all but what is
within a word or a figure. \`ConvertNumMode\` \`1\` (the default) and \`3\` write cardinals from ten on, ordinals from tenth on, decimals, percentages, dollars
and euros, years, times of day and digits said one by one in figures; smaller numbers, and what could be read in two ways (\`seven eleven\`), stay words. \`0\`
writes in words also what the recogniser gave in figures, as it is usually said: 1812 is \`eighteen twelve\`. Words keep their times; a figure spans those
that it was, words of a figure share its time.

**Hot words and vocabularies.** A list wins over a vocabulary, a vocabulary over the account's default one (\`SetVocabState\`), of which there is one at most.
A weight of \`100\` is as \`11\`: homophones are a matter of Chinese. \`ReinforceHotword\` has no effect for that reason. An account has at most 30 vocabularies and
30 keyword libraries; each is sealed under a key of its own and erased at once, with a receipt. \`TagInfos\` of a vocabulary is empty: no action gives it any. Times are UTC.

**Live streams.** \`CreateAsyncRecognitionTask\` hears what a URL streams over http or https: MP3, AAC (ADTS), Opus in Ogg, WAV whose header gives no size, and raw
16-bit little-endian sound (\`audio/pcm\`, with \`rate=8000\` or \`16000\`, else that of the engine type). \`rtmp:\`, \`rtsp:\`, playlists and FLV answer
\`UnsupportedOperation\`: nothing here takes them apart; so does \`AudioData\`, for no audio is sent on. Each sentence (15 s at most) is posted to \`CallbackUrl\` as documented,
with its \`CheckSum\`; in order, three times if it is not taken (2xx, and no \`code\` but 0), then given up. At most 100 wait, and none survives the end of the server or of the
task. Times count from the first sound. A stream that is cut off is connected to again, after 1 s and then ever longer, up to 30 s; it is over when its server says so (by
\`Content-Length\` or the last chunk), after 10 minutes without a word, or a day after it was ordered, when its URL is deleted as audio is. What comes faster than
it is spoken is heard 30 s ahead at most. Ten at a time an account, 64 a server. A restart, and a kill, goes on with it. It is recorded and billed (\`asr.realtime\`) for each
quarter of an hour since the order, once: a kill loses what was heard since the last one, and what follows an orderly restart within the same quarter is not billed. Servers
that share a data folder each hear what they find when they start. A task that is closed or has ended answers \`FailedOperation.NoSuchTask\`.

**Usage.** \`GetUsageByDate\` counts by days of UTC, as the bill does, and in seconds, rounded up. Speech is billed by how long it is: no call is rounded up.
\`CustomizationId\` and \`ReplaceTextId\` answer \`UnsupportedOperation\`: there are no self-trained models and no tables of replacements.

**Not here.** Voice prints and telling speakers apart need a speaker model, and no package holds one: \`VoicePrint*\` answers \`InvalidAction\`, \`SpeakerDiarization\`
\`UnsupportedOperation\`. Models are not trained here: \`*Customization*\`. No decoder of Speex is packaged with a fitting licence. Other languages than English need a
[model that you bring](decisions/0018-models-that-a-deployment-brings.md); real time is English alone.`,
};
