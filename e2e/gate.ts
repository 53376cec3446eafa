import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Gate {
  port: number
  /** Ends every connection and accepts no new one, like a server that went away. */
  shut(): Promise<void>
  open(): Promise<void>
}

/** A TCP relay that can be closed and opened again on the same port. */
export async function gateTo(port: number): Promise<Gate> {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket
        .on('error', () => other.destroy())
        .on('close', () => {
          sockets.delete(socket)
          other.destroy()
        })
    }
    near.pipe(far).pipe(near)
  })
  const listen = (at: number) => new Promise<void>((ready) => server.listen(at, '127.0.0.1', ready))
  await listen(0)
  const own = (server.address() as AddressInfo).port
  return {
    port: own,
    async shut() {
      const closed = new Promise((done) => server.close(done))
      for (const socket of sockets) socket.resetAndDestroy()
      await closed
    },
    open: () => listen(own),
  }
}
