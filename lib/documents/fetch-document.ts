import 'server-only'
import { Agent, request } from 'undici'
import { isPublicHost, publicLookup } from '@/lib/addresses/public-address'
import { fail } from '@/lib/errors'
import { documentLimits } from './job'

const redirects = 3
const timeMs = 30_000

/** The bytes at a public address. @throws `invalid_request` for any other, and when nothing comes from there. */
export async function fetchDocument(text: string): Promise<Buffer> {
  const agent = new Agent({ connect: { lookup: publicLookup(), timeout: 5000 }, bodyTimeout: timeMs, headersTimeout: timeMs })
  try {
    return await followed(text, agent, AbortSignal.timeout(timeMs))
  } finally {
    void agent.destroy()
  }
}

async function followed(text: string, agent: Agent, signal: AbortSignal): Promise<Buffer> {
  let url = publicUrl(text)
  for (let followed = 0; followed <= redirects; followed++) {
    const { statusCode, headers, body } = await request(url, { dispatcher: agent, signal }).catch(() => {
      throw unread('it cannot be reached from here')
    })
    const { location } = headers
    if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') {
      body.destroy()
      url = publicUrl(URL.parse(location, url)?.href ?? '')
    } else if (statusCode === 200) return await taken(body)
    else {
      body.destroy()
      throw unread(`it answers with ${statusCode}`)
    }
  }
  throw unread('it leads from one address to the next')
}

async function taken(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of body) {
      size += part.length
      if (size > documentLimits.bytes) break
      parts.push(part)
    }
  } catch {
    throw unread('it broke off')
  }
  if (size > documentLimits.bytes) throw unread('it is too large')
  return Buffer.concat(parts)
}

function publicUrl(text: string): URL {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw unread('it is no address of the web')
  if (!isPublicHost(url.hostname)) throw unread('it is not public')
  return url
}

const unread = (why: string) => fail('invalid_request', { param: 'url', message: `url is not read: ${why}.` })
