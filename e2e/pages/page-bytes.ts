import { gzipSync } from 'node:zlib'

export interface PageBytes {
  /** The document, gzipped. */
  html: number
  /** The scripts that it names, gzipped. Those that the page fetches later are not counted. */
  js: number
  css: number
  /** The addresses of its stylesheets. */
  sheets: string[]
  text: string
}

const named = (html: string, tag: RegExp): string[] => [...new Set([...html.matchAll(tag)].map(([, address = '']) => address))]

/** Sizes of files by address, so that each is fetched once. */
type Sizes = Map<string, Promise<number>>

const sizeOf = (address: string, sizes: Sizes): Promise<number> => {
  const known = sizes.get(address) ?? fetch(address).then(async (answer) => gzipSync(await answer.bytes()).length)
  sizes.set(address, known)
  return known
}

export const cookieOfSession = (token: string) => `next-auth.session-token=${token}`

/** Fetches a page as a browser first does, with the scripts and stylesheets that its HTML names, and weighs them. */
export async function weigh(url: string, path: string, { cookie, sizes = new Map() }: { cookie?: string; sizes?: Sizes } = {}) {
  const answer = await fetch(url + path, { headers: { accept: 'text/html', 'accept-language': 'zh-CN', ...(cookie && { cookie }) } })
  const text = await answer.text()
  // Old browsers alone fetch what is marked `nomodule`.
  const scripts = named(text.replace(/<script[^>]*\snomodule[^>]*>/gi, ''), /<script[^>]*\ssrc="([^"]+)"/g)
  const sheets = named(text, /<link[^>]*\srel="stylesheet"[^>]*\shref="([^"]+)"/g)
  const sum = async (all: string[]) => {
    const found = await Promise.all(all.map((one) => sizeOf(new URL(one, url).href, sizes)))
    return found.reduce((total, size) => total + size, 0)
  }
  const bytes: PageBytes = { html: gzipSync(text).length, js: await sum(scripts), css: await sum(sheets), sheets, text }
  return { status: answer.status, ...bytes }
}
