import { FONT_SIZES } from './svg.ts';

const sizes = Object.entries(FONT_SIZES).map(([style, sizePx]) => `.${style} { font-size: ${sizePx}px; }`);

/**
 * The data map's style. The picture brings its own paper, so that it is legible wherever it is shown; where the reader
 * prefers dark, and the viewer knows it, paper and boxes are dark.
 */
export const MAP_STYLE = `
text { font-family: system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; fill: #1b2430; }
${sizes.join('\n')}
.strong, .title { font-weight: 600; }
.title { font-size: 22px; }
.quiet { fill: #566273; }
rect { stroke-width: 1.2; }
.paper { fill: #ffffff; }
.feature { fill: #eceff3; stroke: #8793a3; }
.controller { fill: #e6effb; stroke: #4a7dbd; }
.processor { fill: #e4f5ea; stroke: #3f9463; }
.store { fill: #fdf4dc; stroke: #b98f35; }
.deadline { fill: #f8f9fb; stroke: #a9b3c0; }
.edge { fill: none; stroke: #8793a3; stroke-width: 1.3; }
.head { fill: #8793a3; }
@media (prefers-color-scheme: dark) {
text { fill: #e6ebf2; }
.quiet { fill: #a9b5c4; }
.paper { fill: #12171e; }
.feature { fill: #252d38; }
.controller { fill: #1b2c44; }
.processor { fill: #17332a; }
.store { fill: #3a3018; }
.deadline { fill: #1a212a; stroke: #566273; }
}
`;
