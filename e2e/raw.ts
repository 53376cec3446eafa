import { request } from 'node:http'
import { connect } from 'node:net'

export interface Sent {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface RawAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  /** The error object of a JSON answer. */
  error: { code?: string; message?: string; requestId?: string } | undefined
}

const errorIn = (text: string): RawAnswer['error'] => {
  try {
    return (JSON.parse(text) as { error?: RawAnswer['error'] }).error
  } catch {
    return undefined
  }
}

/** Sends a request that `fetch` refuses to send: any method that Node knows, and the path unchanged. */
export function send(url: string, { method = 'GET', path, headers = {}, body }: Sent): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((done, failed) => {
    const sent = request({
      hostname,
      port,
      method,
      path,
      headers: { ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }), ...headers },
    })
    sent.on('error', failed)
    sent.on('response', async (response) => {
      const text = Buffer.concat(await response.toArray()).toString()
      done({ status: response.statusCode ?? 0, headers: response.headers, text, error: errorIn(text) })
    })
    sent.end(body)
  })
}

/** Sends bytes that Node does not read as HTTP. The server closes the connection. */
export function sendText(url: string, text: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((done, failed) => {
    const socket = connect(Number(port), hostname, () => socket.end(text))
    const parts: Buffer[] = []
    socket.on('data', (part) => parts.push(part))
    socket.on('error', failed)
    socket.on('close', () => {
      const [head = '', ...body] = Buffer.concat(parts).toString().split('\r\n\r\n')
      const [first = '', ...lines] = head.split('\r\n')
      const headers = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
      )
      done({ status: Number(first.split(' ')[1]), headers, text: body.join('\r\n\r\n'), error: errorIn(body.join('\r\n\r\n')) })
    })
  })
}
