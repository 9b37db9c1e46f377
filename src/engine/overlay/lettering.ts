/** Fonts of the system that hold many scripts, then whatever it has. */
export const FONTS = "'Noto Sans CJK SC','Noto Sans Thai','Noto Sans','DejaVu Sans',sans-serif";

/** About how wide a text is set, in heights of its font. */
export const widthInEm = (text: string): number =>
  [...text].reduce((sum, c) => sum + (/[\u2E80-\u9FFF\uAC00-\uD7AF\uFF00-\uFFEF]/.test(c) ? 1 : 0.58), 0.1);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** For XML; characters that it does not allow are left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>]/g, (c) => ENTITIES[c] ?? '');
