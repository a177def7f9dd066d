/** The page that shows matrices, in the colours of the editor. It runs no script and loads nothing. */

import type { Matrices } from "./draw-matrices.ts";

/** The pictures have colours for white paper. These take their place; red and yellow squares are readable on any ground. */
const STYLE = `
body { padding: 1rem; }
svg { display: block; max-width: 100%; height: auto; overflow: visible; margin-bottom: 2rem; fill: var(--vscode-editor-foreground); }
svg [fill="#ffffff"] { fill: var(--vscode-editor-background); }
svg [fill="#7b8794"] { fill: var(--vscode-descriptionForeground); }
svg [fill="#e6efe9"] { fill: color-mix(in srgb, var(--vscode-editor-foreground) 12%, var(--vscode-editor-background)); }
svg [fill="#e4c9cf"] { fill: color-mix(in srgb, #b83250 30%, var(--vscode-editor-background)); }
svg [stroke="#1f2933"] { stroke: var(--vscode-editor-foreground); }
/* The letter on a yellow square. */
svg [text-anchor="middle"] { fill: #1f2933; }
pre { white-space: pre-wrap; font-family: var(--vscode-editor-font-family, monospace); }
`;

/** The whole page as HTML. The pictures come from `truce matrix`, which escapes all names. */
export function matrixPage(matrices: Matrices): string {
  const body =
    "problem" in matrices
      ? `<p>There is no picture, because the rules have problems:</p>\n<pre>${escaped(matrices.problem)}</pre>`
      : matrices.pictures.join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What conflicts with what</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
