import type { BrowserContext } from '@playwright/test'

/** A host that nobody else asks: each request to it was caused by a hostile text. */
export const elsewhere = 'http://elsewhere.test'
const ran = (id: string) => `(top.ran=top.ran||[]).push('${id}')`

/** HTML that runs or loads something as soon as a page inserts it. */
export const html: Record<string, string> = {
  script: `<script>${ran('script')}</script>`,
  foreignScript: `<script src="${elsewhere}/script.js"></script>`,
  moduleScript: `<script type="module">${ran('moduleScript')}</script>`,
  image: `<img src="data:," onerror="${ran('image')}">`,
  svg: `<svg onload="${ran('svg')}"><script>${ran('svgScript')}</script></svg>`,
  animated: `<svg><animate attributeName="x" dur="1ms" onbegin="${ran('animated')}"/></svg>`,
  details: `<details open ontoggle="${ran('details')}">x</details>`,
  input: `<input autofocus onfocus="${ran('input')}">`,
  video: `<video><source onerror="${ran('video')}" src="data:,"></video>`,
  frame: `<iframe srcdoc="&lt;script&gt;${ran('frame')}&lt;/script&gt;"></iframe>`,
  scriptFrame: `<iframe src="javascript:${ran('scriptFrame')}"></iframe>`,
  dataFrame: `<iframe src="data:text/html,<script>parent.postMessage('dataFrame','*')</script>"></iframe>`,
  foreignFrame: `<iframe src="${elsewhere}/frame"></iframe>`,
  object: `<object data="${elsewhere}/object"></object>`,
  embed: `<embed src="${elsewhere}/embed">`,
  sheet: `<link rel="stylesheet" href="${elsewhere}/sheet.css">`,
  style: `<style>@import "${elsewhere}/style.css"; body{background:url(${elsewhere}/background.png)}</style>`,
  styled: `<p style="background:url(${elsewhere}/styled.png)">x</p>`,
  foreignImage: `<img src="${elsewhere}/image.png">`,
  picture: `<picture><source srcset="${elsewhere}/picture.png"><img src="data:," srcset="${elsewhere}/set.png 2x"></picture>`,
  poster: `<video poster="${elsewhere}/poster.png" src="${elsewhere}/video.mp4" autoplay></video>`,
  base: `<base href="${elsewhere}/">`,
}

const fence = '```'
/** The same in Markdown; its links are clicked. */
export const markdown: Record<string, string> = {
  image: `![seen by elsewhere](${elsewhere}/markdown.png)`,
  referenced: `![referenced][there]\n\n[there]: ${elsewhere}/referenced.png`,
  linked: `[![linked](${elsewhere}/linked.png)](#x)`,
  protocolRelative: `![relative](//elsewhere.test/relative.png)`,
  formula: `$$\\includegraphics{${elsewhere}/formula.png}\\href{javascript:${ran('formula')}}{x}$$`,
  code: `${fence}html\n<script>${ran('code')}</script>\n${fence}`,
  mermaid: `${fence}mermaid\ngraph TD; A["<img src=x onerror=${ran('mermaid')}>"]; click A "javascript:${ran('mermaidLink')}"\n${fence}`,
  link: `[javascript](javascript:${ran('link')})`,
  spaced: `[spaced](java&#10;script:${ran('spaced')})`,
  cased: `[cased](JaVaScRiPt:${ran('cased')})`,
  automatic: `<javascript:${ran('automatic')}>`,
  data: `[data](data:text/html,<script>${ran('data')}</script>)`,
  attributes: `<a href="javascript:${ran('attributes')}" onclick="${ran('click')}">attributes</a>`,
}

export interface Watched {
  /** The requests that the hostile host received. */
  asked: string[]
}

/** Answers for the hostile host, with a script where one is asked for, and remembers the requests. */
export async function watchElsewhere(context: BrowserContext): Promise<Watched> {
  const asked: string[] = []
  await context.route(`${elsewhere}/**`, (route) => {
    asked.push(new URL(route.request().url()).pathname)
    return route.fulfill({ contentType: 'text/javascript', body: ran('elsewhere') })
  })
  await context.addInitScript(() => {
    window.addEventListener('message', ({ data }) => {
      if (data === 'dataFrame') Object.assign(window, { ran: [...((window as { ran?: string[] }).ran ?? []), data] })
    })
  })
  return { asked }
}
