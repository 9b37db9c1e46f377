import type { Page } from '../page.ts';
import type { Random } from '../random.ts';

const ROUND = Array.from({ length: 25 }, (_, i) => (i * Math.PI * 2) / 24);

/** Head and shoulders of nobody, drawn flat: fills the place of a card's photograph. */
export function drawBust(
  page: Page,
  random: Random,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const ellipse = (cx: number, cy: number, rx: number, ry: number, fill: string): void =>
    page.polygon(
      ROUND.map((a) => [x + width * (cx + rx * Math.cos(a)), y + height * (cy + ry * Math.sin(a))] as const),
      fill,
    );
  const skin = random.pick(['#d9b08c', '#c3946b', '#e4c3a2', '#a87850']);
  const hair = random.pick(['#241a14', '#3b2a20', '#12110f']);
  page.rectangle(x, y, width, height, random.pick(['#cfdbe6', '#dfe6ea', '#b9cfe0']));
  page.polygon(
    [
      [x + width * 0.08, y + height],
      [x + width * 0.16, y + height * 0.8],
      [x + width * 0.38, y + height * 0.72],
      [x + width * 0.62, y + height * 0.72],
      [x + width * 0.84, y + height * 0.8],
      [x + width * 0.92, y + height],
    ],
    random.pick(['#31465c', '#5a3340', '#3c4a3a']),
  );
  page.rectangle(x + width * 0.41, y + height * 0.58, width * 0.18, height * 0.18, skin);
  ellipse(0.5, 0.36, 0.25, 0.24, hair);
  ellipse(0.5, 0.42, 0.21, 0.22, skin);
  ellipse(0.42, 0.4, 0.025, 0.012, '#2a2320');
  ellipse(0.58, 0.4, 0.025, 0.012, '#2a2320');
  ellipse(0.5, 0.53, 0.06, 0.012, '#8c4a40');
}
