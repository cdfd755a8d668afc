import type { Bin } from './measure.js';

const SIDE = 360;
const MARGIN = 48;
const INNER = SIDE - 2 * MARGIN;
const FULL = 1;

const x = (share: number): number => Math.round(MARGIN + share * INNER);
const y = (share: number): number => Math.round(SIDE - MARGIN - share * INNER);

/** The reliability diagram as an SVG: how sure triage said it was, and how often it was right. */
export function calibrationPlot(bins: readonly Bin[]): string {
  const most = Math.max(1, ...bins.map(({ right }) => right.of));
  const filled = bins.filter(({ right }) => right.of > 0);
  const dots = filled.map(({ confidence, right }) => {
    const radius = 3 + Math.round(9 * Math.sqrt(right.of / most));
    const title = `said ${percent(confidence)}, right ${percent(right.share)}, ${right.of} messages`;
    return `  <circle cx="${x(confidence)}" cy="${y(right.share)}" r="${radius}"><title>${title}</title></circle>`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, FULL].flatMap((share) => [
    `  <text x="${x(share)}" y="${SIDE - MARGIN + 18}" text-anchor="middle">${percent(share)}</text>`,
    `  <text x="${MARGIN - 6}" y="${y(share) + 4}" text-anchor="end">${percent(share)}</text>`,
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" width="${SIDE}" height="${SIDE}" font-family="sans-serif" font-size="11" role="img" aria-label="Calibration of triage's category: confidence against the share that was right">
  <rect width="${SIDE}" height="${SIDE}" fill="#fff"/>
  <rect x="${MARGIN}" y="${MARGIN}" width="${INNER}" height="${INNER}" fill="none" stroke="#999"/>
  <line x1="${x(0)}" y1="${y(0)}" x2="${x(FULL)}" y2="${y(FULL)}" stroke="#999" stroke-dasharray="4 4"/>
  <g fill="#1c7ed6" fill-opacity="0.75">
${dots.join('\n')}
  </g>
${ticks.join('\n')}
  <text x="${SIDE / 2}" y="${SIDE - 10}" text-anchor="middle">How sure triage said it was</text>
  <text x="14" y="${SIDE / 2}" text-anchor="middle" transform="rotate(-90 14 ${SIDE / 2})">How often it was right</text>
  <text x="${SIDE / 2}" y="24" text-anchor="middle" font-size="13">Category: said and right (area: messages)</text>
</svg>
`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
