import { median, quadAngle, quadCentre, quadHeight, quadWidth } from '../text/geometry.ts';
import type { ReadLine } from '../text/read-line.ts';
import type { Point, Quad } from '../types.ts';

/** A line of text made of what lies on one line of a page. */
interface Row {
  readonly pieces: ReadLine[];
  text: string;
}

/** Where the lines of a zone may stand, from top to bottom, all of one width. */
export interface ZonePlace {
  readonly rows: readonly Quad[];
}

/** A line is read so far beyond its ends, in its heights: first and last fillers are often overlooked. */
const BEYOND = 0.8;
/** Lines of a zone stand no further apart than this, in heights of a line's box. */
const FARTHEST = 3.2;

/** A text as zones have it; small letters and anything else fall away. */
export const asZoneText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[«《≪]/g, '<<')
    .replace(/[〈‹≤]/g, '<')
    .replace(/[^A-Z0-9<]/g, '');

const fillers = (text: string): number => text.split('<').length - 1;

/** Looks like a line of a zone, or a good part of one. */
function isZoneLike({ text }: ReadLine): boolean {
  const solid = text.replace(/\s/g, '');
  const zone = asZoneText(text);
  if (zone.length < 0.75 * solid.length) return false;
  if (zone.length >= 8 && fillers(zone) >= 2) return true;
  return zone.length >= 24 && /\d/.test(zone) && zone.length >= 0.9 * text.length;
}

/**
 * The lines of a page's zone, by their fillers, their length and their neighbours; undefined when there is none. Lines that the
 * reader broke into pieces are put together, and all are widened to their common extent.
 */
export function locateZone(lines: readonly ReadLine[]): ZonePlace | undefined {
  const seeds = lines.filter(isZoneLike);
  if (seeds.length === 0) return undefined;
  const rows = toRows(seeds);
  const widest = rows.reduce((a, b) => (extent(b) > extent(a) ? b : a));
  const height = median(widest.pieces.map(({ quad }) => quadHeight(quad)));
  const near = rows.filter(
    (row) =>
      Math.abs(offset(row, widest)) < FARTHEST * 2 * height &&
      rowHeight(row) < 2 * height &&
      rowHeight(row) > 0.5 * height,
  );
  const chosen = near.sort((a, b) => offset(a, widest) - offset(b, widest));
  return { rows: toCommonExtent(chosen) };
}

function toRows(lines: readonly ReadLine[]): Row[] {
  const rows: Row[] = [];
  for (const line of [...lines].sort((a, b) => quadWidth(b.quad) - quadWidth(a.quad))) {
    const row = rows.find(
      ({ pieces }) => Math.abs(across(line.quad, (pieces[0] as ReadLine).quad)) < 0.5 * quadHeight(line.quad),
    );
    if (row) row.pieces.push(line);
    else rows.push({ pieces: [line], text: '' });
  }
  for (const row of rows) {
    row.pieces.sort((a, b) => quadCentre(a.quad).x - quadCentre(b.quad).x);
    row.text = row.pieces.map((piece) => asZoneText(piece.text)).join('');
  }
  return rows;
}

const unit = (quad: Quad): Point => {
  const radians = (quadAngle(quad) * Math.PI) / 180;
  return { x: Math.cos(radians), y: Math.sin(radians) };
};

/** How far a quad's centre lies below the middle line of another, pixels. */
function across(quad: Quad, line: Quad): number {
  const u = unit(line);
  const [a, b] = [quadCentre(quad), quadCentre(line)];
  return (a.y - b.y) * u.x - (a.x - b.x) * u.y;
}

const widestPiece = ({ pieces }: Row): ReadLine =>
  pieces.reduce((a, b) => (quadWidth(b.quad) > quadWidth(a.quad) ? b : a));

const offset = (row: Row, from: Row): number => across(widestPiece(row).quad, widestPiece(from).quad);

const rowHeight = (row: Row): number => quadHeight(widestPiece(row).quad);

const extent = (row: Row): number => {
  const u = unit(widestPiece(row).quad);
  const along = row.pieces.flatMap(({ quad }) => quad.map((p) => p.x * u.x + p.y * u.y));
  return Math.max(...along) - Math.min(...along);
};

function toCommonExtent(rows: readonly Row[]): Quad[] {
  const widest = rows.reduce((a, b) => (extent(b) > extent(a) ? b : a));
  const u = unit(widestPiece(widest).quad);
  const along = rows
    .filter((row) => extent(row) > 0.5 * extent(widest))
    .flatMap((row) => row.pieces.flatMap(({ quad }) => quad.map((p) => p.x * u.x + p.y * u.y)));
  const height = median(rows.map(rowHeight));
  const from = Math.min(...along) - BEYOND * height;
  const to = Math.max(...along) + BEYOND * height;
  return rows.map((row) => rowQuad(row, from, to, u, Math.min(rowHeight(row), 1.3 * height)));
}

/** The quad along a row's own direction whose ends project to `from` and `to` on the common direction. */
function rowQuad(row: Row, from: number, to: number, common: Point, height: number): Quad {
  const piece = widestPiece(row).quad;
  const u = unit(piece);
  const centre = quadCentre(piece);
  const cosine = u.x * common.x + u.y * common.y;
  const projected = centre.x * common.x + centre.y * common.y;
  const at = (along: number, down: number): Point => {
    const s = (along - projected) / cosine;
    return { x: centre.x + s * u.x - down * u.y, y: centre.y + s * u.y + down * u.x };
  };
  const half = height / 2;
  return [at(from, -half), at(to, -half), at(to, half), at(from, half)];
}
