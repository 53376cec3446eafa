import 'server-only'
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { once } from '@/lib/once'
import { workQueue } from '@/lib/throttle/work-queue'

const cost = 15
const blockSize = 8
const length = 32
// Each derivation takes 32 MiB and one of libuv's four threads. Two at once leave the other two to files and name look-ups.
const inTurn = () => once('passwords.turns', () => workQueue(2, 200))

function derive(password: string, salt: Buffer, log2: number, r: number, size: number): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** log2, r, p: 1, maxmem: 2 ** log2 * r * 256 }
  return inTurn()(
    () =>
      new Promise((done, failed) =>
        scrypt(password.normalize('NFKC'), salt, size, options, (error, key) => (error ? failed(error) : done(key))),
      ),
  )
}

/** Writes `scrypt$15$8$salt$key`, which holds everything that checking needs, so that the cost may rise later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost, blockSize, length)
  return ['scrypt', cost, blockSize, salt.toString('base64'), key.toString('base64')].join('$')
}

const nobody = once('passwords.nobody', () =>
  ['scrypt', cost, blockSize, randomBytes(16).toString('base64'), randomBytes(length).toString('base64')].join('$'),
)

/** Whether it is the password. Without a hash (no such user, or one without a password) the refusal takes just as long. */
export async function checkPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const [, log2, r, salt = '', key = ''] = (hash ?? nobody).split('$')
  const wanted = Buffer.from(key, 'base64')
  const got = await derive(password, Buffer.from(salt, 'base64'), Number(log2), Number(r), wanted.length)
  return timingSafeEqual(got, wanted) && Boolean(hash)
}
