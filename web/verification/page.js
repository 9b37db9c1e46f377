/* global document, location, navigator, fetch, scrollTo */
import { joined, openCamera, takeFrames, takePicture } from './camera.js';
import { textsOf } from './texts.js';

const GAP_MS = 110;
const LOOK_MS = 2200;
const MOTION_MS = 3000;
const BASE = location.pathname.replace(/\/+$/, '');

const at = (id) => document.getElementById(id);
let texts = textsOf(navigator.language.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en');
let closeCamera = () => {};

/** Shows these parts with these words, and no others. */
function show({ title, text = '', button = null, stage = null, problem = null, mark = null }) {
  at('title').textContent = title;
  at('mark').hidden = mark === null;
  at('mark').className = mark ?? '';
  at('text').textContent = text;
  for (const id of ['notice', 'agreement', 'file']) at(id).hidden = true;
  at('stage').hidden = stage === null;
  at('stage').className = stage ?? '';
  at('order').textContent = '';
  at('go').hidden = button === null;
  at('go').disabled = false;
  at('go').textContent = button ?? '';
  at('problem').hidden = problem === null;
  at('problem').textContent = problem ?? '';
  // Who hears the page goes on from its new title.
  at('title').focus({ preventScroll: true });
  scrollTo(0, 0);
}

const pressed = () =>
  new Promise((resolve) => at('go').addEventListener('click', () => resolve(undefined), { once: true }));

function showProgress(state) {
  const steps = [
    'consent',
    ...(state.cardType ? ['document'] : []),
    ...(state.hasFace ? ['face'] : []),
    'done',
  ];
  const now = steps.indexOf(state.step);
  at('progress').replaceChildren(
    ...steps.map((step, i) => {
      const item = document.createElement('li');
      item.textContent = texts.steps[step];
      if (i < now) item.className = 'done';
      if (i === now) item.setAttribute('aria-current', 'step');
      return item;
    }),
  );
  at('progress').hidden = false;
}

/** Whether white can be read on a colour `#rrggbb`: WCAG 2.2, contrast 4.5 for text, 3 for large and bold. */
function carriesWhite(colour) {
  const [red, green, blue] = [1, 3, 5].map((i) => {
    const value = parseInt(colour.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 3.5;
}

function showTheme(colour) {
  const { style } = document.documentElement;
  style.setProperty('--theme', colour);
  style.setProperty('--on-theme', carriesWhite(colour) ? '#fff' : '#12161c');
}

const problemText = (code) => texts.problems[code.split('.').at(-1)] ?? texts.broken;

/** What the server answers; an error with its code where it refuses. */
async function ask(path, options = {}) {
  const response = await fetch(`${BASE}/${path}`, options);
  const body = await response.json();
  if (!response.ok)
    throw Object.assign(new Error('refused'), { status: response.status, code: body.error.code });
  return body;
}

const send = (path, body) =>
  ask(path, { method: 'POST', body, headers: body ? { 'content-type': body.type } : {} });

async function agree() {
  show({ title: texts.consent, text: texts.consentText, button: texts.next });
  at('notice').href = `${BASE}/notice`;
  at('notice').textContent = texts.notice;
  at('notice').hidden = false;
  at('agreed-text').textContent = texts.agree;
  at('agreement').hidden = false;
  at('go').disabled = true;
  at('agreed').addEventListener('change', () => (at('go').disabled = !at('agreed').checked));
  await pressed();
  await send('consent');
}

/** There is nothing to press before the camera shows something. */
async function openWhileWaiting(facing) {
  at('go').disabled = true;
  try {
    return await openCamera(at('video'), facing);
  } finally {
    at('go').disabled = false;
  }
}

/** A picture from the camera or, where there is none, from a file. */
async function documentPicture(problem) {
  show({ title: texts.document, text: texts.documentText, button: texts.photo, stage: 'document', problem });
  try {
    closeCamera = await openWhileWaiting('environment');
  } catch {
    at('stage').hidden = true;
    at('go').textContent = texts.upload;
    const chosen = new Promise((resolve) => at('file').addEventListener('change', resolve, { once: true }));
    at('go').addEventListener('click', () => at('file').click(), { once: true });
    await chosen;
    return at('file').files[0];
  }
  await pressed();
  const picture = await takePicture(at('video'), 'document');
  closeCamera();
  return picture;
}

async function sendDocument(problem) {
  const picture = await documentPicture(problem);
  show({ title: texts.document, text: texts.checking, mark: 'waiting' });
  const { Result } = await send('document', picture);
  return Result === 'Success' ? null : problemText(Result);
}

async function sendFace(problem) {
  show({ title: texts.face, text: texts.faceText, button: texts.ready, stage: 'face', problem });
  try {
    closeCamera = await openWhileWaiting('user');
  } catch {
    show({ title: texts.face, button: texts.ready, problem: texts.noCamera });
    await pressed();
    return texts.noCamera;
  }
  await pressed();
  const { motions } = await send('challenge');
  at('go').hidden = true;
  at('problem').hidden = true;
  const frames = [];
  at('order').textContent = texts.look;
  frames.push(...(await takeFrames(at('video'), LOOK_MS, GAP_MS)));
  for (const motion of motions) {
    at('order').textContent = texts.motions[motion];
    frames.push(...(await takeFrames(at('video'), MOTION_MS, GAP_MS)));
  }
  closeCamera();
  show({ title: texts.face, text: texts.checking, mark: 'waiting' });
  const { Result, AttemptsLeft } = await send('face', joined(frames));
  return Result === 'Success'
    ? null
    : `${problemText(Result)} ${AttemptsLeft > 0 ? texts.left(AttemptsLeft) : ''}`;
}

async function finish(state) {
  if (state.redirectUrl && state.skipsResult) return location.replace(state.redirectUrl);
  const words = state.passed ? [texts.passed, texts.passedText] : [texts.failed, texts.failedText];
  const mark = state.passed ? 'passed' : 'failed';
  const isLast = state.redirectUrl === null;
  // Who passed and is to go on should not close the page.
  const text = state.passed && !isLast ? '' : words[1];
  show({ title: words[0], text, button: isLast ? null : texts.back, mark });
  at('main').dataset.result = mark;
  if (state.redirectUrl) {
    await pressed();
    location.replace(state.redirectUrl);
  }
}

async function step(state, problem) {
  if (state.step === 'consent') return agree();
  if (state.step === 'document') return sendDocument(problem);
  return sendFace(problem);
}

/** One step after the other, as the server says; a problem is told at the next turn. */
async function run() {
  let state = await ask('state');
  texts = textsOf(state.language);
  document.documentElement.lang = state.language;
  showTheme(state.themeColor);
  document.title = texts.title;
  if (!state.skipsStart && state.step !== 'done') {
    showProgress(state);
    show({ title: texts.start, text: texts.startText, button: texts.begin });
    await pressed();
  }
  for (let problem = null; state.step !== 'done'; state = await ask('state')) {
    showProgress(state);
    try {
      problem = (await step(state, problem)) ?? null;
    } catch (error) {
      closeCamera();
      if (error.status === 404) throw error;
      problem = error.status === 409 ? texts.busy : problemText(error.code ?? '');
    }
  }
  showProgress(state);
  await finish(state);
}

run().catch(() => {
  closeCamera();
  show({ title: texts.title, problem: texts.gone, mark: 'gone' });
});
