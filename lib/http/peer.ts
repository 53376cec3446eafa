import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { clientAddress, unnamedProxy } from '@/lib/addresses/client-address'
import { noteUnnamedProxy } from '@/lib/addresses/unnamed-proxies'
import { env } from '@/lib/env'
import { once } from '@/lib/once'

const header = 'x-atrium-peer'
const marking = once('http.peers', () => ({ on: false }))

/**
 * Puts the socket's address into a header of each request, replacing what the caller wrote there. Route handlers are not told the address
 * of the connection, and anybody can write X-Forwarded-For. Boot calls it once.
 */
export function markPeers(): void {
  if (marking.on) return
  marking.on = true
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[header] = request.socket.remoteAddress ?? ''
  })
}

/** The address of the other end of the connection, e.g. a reverse proxy's. */
export const peerOf = (headers: Headers): string | undefined =>
  (marking.on ? headers.get(header) : headers.get('x-forwarded-for')?.split(',').at(-1)) || undefined

export function addressOf(headers: Headers): string | undefined {
  const told = [peerOf(headers), headers.get('x-forwarded-for'), env().TRUSTED_PROXIES] as const
  const proxy = marking.on ? unnamedProxy(...told) : undefined
  if (proxy) noteUnnamedProxy(proxy)
  return clientAddress(...told)
}
