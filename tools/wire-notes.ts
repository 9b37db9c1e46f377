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
  iai: `**Scores.** One scale: \`10 (1 - log10 FAR)\`, so that 40, 50 and 60 stand for false accept rates of 1e-3, 1e-4 and 1e-5; see [templates](templates.md) for how far that was
measured. \`DetectFaceSimilarity\` has the scale that its documentation gives it: 70 and 80 stand for 1e-3 and 1e-4.

**What is kept is not guessed at.** No score below 40 is answered about anybody who is filed: \`VerifyFace\` and \`VerifyPerson\` say 0, searches leave the person out, whatever
\`FaceMatchThreshold\` says; a face that nobody comes near has \`RetCode\` \`-1604\`. Tries that do not match (60) are bounded for each account: 30 an hour on a person (also those of
\`CreateFace\`), 3,600 an hour on a group (\`LETHE_PERSON_PROBES\`, \`LETHE_GROUP_PROBES\`); then \`RequestLimitExceeded\`, for a matching face, too, until time has passed.

**People.** Searches name each person once, by the face that is most like the one looked for; \`SearchPersons\` leaves out \`FaceId\`. \`VerifyPerson\` compares with all faces of a person
as one. \`CopyPerson\` makes the templates of the new group out of those that there are, as there is no picture any more: a copied person is found a little less well. It does each group by itself
and answers with those that it did. \`UniquePersonControl\` is the rate of false findings of the search of the whole group, which compares with each of its faces: the larger the group, the
higher the score that it asks for, from 40 to 70 (what is above is not calibrated). Of two people who are filed at the same moment neither is found by the other's search. Names, remarks and descriptions
may have any letters on one line, not Chinese and English ones alone. \`CreatePerson\` that files nobody, and \`CreateFace\` that adds no face, are not billed. \`CreateFace\` says \`-1102\` also of
a picture that could not be downloaded, and \`-1\` where another call took the place meanwhile.

**Versions.** There is one face model, \`3.0\`. \`UpgradeGroupFaceModelVersion\` answers \`FailedOperation.GroupCannotUpgrade\`, the list of upgrades is empty, and no upgrade has an id.

**Attributes.** How a head is turned, and quality. Age, gender, expression, beauty, hair, hats, masks and glasses are absent: see [models](models.md). Landmarks (\`AnalyzeFace\`) are
interpolated from 68 points. \`AnalyzeDenseLandmarks\` has more, from a mesh: 16 of an eye, 10 of a brow, 20 of each edge of the lips, 25 of the nose, 28 of the central axis, 21 of the jaw
(\`Chin\`, ear to ear), 22 of the forehead, 13 of the band below the lower lid (\`EyeBags\`: where bags would be, not whether there are any), 4 of each iris's edge (\`Pupil\`: the pupil in it is
not told). The API documents neither the numbers nor, but for the mouth, the order: every closed outline goes counter-clockwise from its left end, left as seen in the picture. Liveness of a single picture is weak evidence: \`DetectLiveFace\` says yes from 40 on.

**Masks.** \`CompareMaskFace\` looks whether the lower half of either face is hidden, and scores pairs with none, one and both hidden each by their own false accept rates, as they were measured
under [drawn masks](models.md). It knows masked faces much less surely than \`CompareFace\` knows bare ones. A mask shortens what \`QualityControl\` goes by: 3 and 4 refuse most masked faces.`,
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
  faceid: `**Liveness.** What it is worth is measured in [ekyc.md](ekyc.md): little by itself. \`Sim\` and \`Similarity\` are on the API's scale (70: 1 in 1,000).
\`LivenessType\` \`LIP\` and \`Optional\` answer \`UnsupportedOperation\`. Videos are MP4, QuickTime, WebM, Matroska, AVI and Motion JPEG; not FLV. A problem of
what is seen is told in \`Result\`, a file that cannot be read by an error. Only \`Success\` and \`FailedOperation.CompareLowSimilarity\` are billed.

**Tokens.** All flows are served by the page at \`/verification/TOKEN\`; see [ekyc.md](ekyc.md). Coloured light is not served: the web flow downgrades levels 3 to 5 as
documented unless \`AutoDowngrade\` is \`2\`; \`SecurityLevel\` and \`SecureLevel\` \`3\` and \`4\` of the others answer \`UnsupportedOperation\`, and a motion is asked for where
none is given. Motions are drawn by chance for each try where \`ActionList\` names none. \`Language\` is \`en\` or \`zh-cn\`. Documents are not checked for being genuine:
alarms are absent, and \`NeedVerifyIdCard\`, \`SelectedWarningCodes\`, \`IdCardCutReturn\` and \`AllowExpiredDocument\` \`false\` answer \`UnsupportedOperation\`; so do
editions of the SDK other than \`BASIC\`. Videos are not kept: \`VideoBase64\`, \`Video\` and \`ActionVideo\` are absent. A verification that was not finished has the code \`-999\` in every flow.

**Refused.** \`DetectAIFakeFaces\`: no packaged model tells made faces. \`GenerateReflectSequence\` and \`DetectReflectLivenessAndCompare\` speak with the vendor's own SDK, and
reflections were measured on nothing here; \`CreateUploadUrl\` serves these alone.`,
};
