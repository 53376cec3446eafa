import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { inTurn, largeFrom, ownRoom, sharedRoom } from './large-bodies'

const large = (userId: number) => ({ userId, bytes: largeFrom })
const hold = (ms: number) => {
  const until = performance.now() + ms
  while (performance.now() < until);
}

it('a small body is dealt with at once', () => {
  expect(inTurn({ userId: 1, bytes: largeFrom - 1 }, () => 7)).toBe(7)
})

it('work on large bodies is done one piece at a time, users in turn, and each piece is followed by as long a rest', async () => {
  const done: { user: number; began: number; ended: number }[] = []
  const work = (user: number) => () => {
    const began = performance.now()
    hold(20)
    done.push({ user, began, ended: performance.now() })
  }
  await Promise.all([1, 1, 1, 2].map((user) => inTurn(large(user), work(user))))
  expect(done.map(({ user }) => user)).toEqual([1, 2, 1, 1])
  for (const [at, { began }] of done.entries()) {
    const before = done[at - 1]
    if (before) expect(began - before.ended).toBeGreaterThanOrEqual((before.ended - before.began) * 0.9)
  }
})

it('a failure is reported to its caller, and the next one has its turn', async () => {
  const boom = () => {
    throw new Error('boom')
  }
  const [failed, next] = [inTurn(large(1), boom), inTurn(large(1), () => 8)]
  await expect(failed).rejects.toThrow('boom')
  expect(await next).toBe(8)
  await sleep(5)
})

it('room is given back once what was counted in is done', () => {
  const whole = { userId: 3, bytes: 96 * 1024 * 1024 }
  for (let i = 0; i < 20; i++) {
    const leave = ownRoom(whole)
    expect(() => ownRoom(large(3))).toThrow(expect.objectContaining({ code: 'rate_limit_exceeded' }))
    leave()
  }
  const others = [4, 5, 6, 7, 8].map(() => sharedRoom(whole.bytes))
  expect(() => sharedRoom(whole.bytes)).toThrow(expect.objectContaining({ code: 'unavailable' }))
  for (const leave of others) leave()
  sharedRoom(whole.bytes)()
})

it('one body may be larger than the room of its owner, and is then alone', () => {
  const leave = ownRoom({ userId: 9, bytes: 100 * 1024 * 1024 })
  expect(() => ownRoom(large(9))).toThrow(expect.objectContaining({ code: 'rate_limit_exceeded' }))
  leave()
  ownRoom(large(9))()
})

it('bodies that are announced and do not come take nothing from others', () => {
  const leave = Array.from({ length: 50 }, (_, userId) => ownRoom({ userId: 100 + userId, bytes: 96 * 1024 * 1024 }))
  sharedRoom(512 * 1024 * 1024)()
  for (const each of leave) each()
})
