/** Next's older kind of response, as far as next-auth uses it, and the Response made from it. */
export function nextAuthAnswer() {
  const headers = new Headers()
  let status = 200
  let body: string | null = null
  const older = {
    status(code: number) {
      status = code
      return older
    },
    getHeader: (name: string) => (name.toLowerCase() === 'set-cookie' ? headers.getSetCookie() : (headers.get(name) ?? undefined)),
    setHeader(name: string, value: string | string[]) {
      headers.delete(name)
      for (const each of [value].flat()) headers.append(name, each)
      return older
    },
    json(value: unknown) {
      headers.set('content-type', 'application/json')
      body = JSON.stringify(value)
    },
    send(value: unknown) {
      if (typeof value === 'string') body = value
      else if (value !== undefined) older.json(value)
    },
    end: () => undefined,
  }
  return { older, response: () => new Response(body, { status, headers }) }
}
