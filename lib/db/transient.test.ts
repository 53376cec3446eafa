import { expect, it } from 'vitest'
import { isLockTimeout, isTransient } from './transient'

const failed = (message: string, code?: string) => Object.assign(new Error(message), code === undefined ? {} : { code })

it('an error caused by another transaction, a stopping server or a lost connection may pass later', () => {
  for (const code of [
    '40001',
    '40P01',
    '55P03',
    '57014',
    '57P01',
    '57P03',
    '25006',
    '53100',
    '53200',
    '53300',
    '08006',
    '58030',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
  ])
    expect([code, isTransient(failed('', code))]).toEqual([code, true])
  // The driver's own errors have no code.
  for (const message of [
    'Connection terminated unexpectedly',
    'Query read timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])
    expect([message, isTransient(failed(message))]).toEqual([message, true])
})

it('an error about a value will not pass later', () => {
  for (const code of ['22003', '22021', '22P05', '23505', '23514', '42P01'])
    expect([code, isTransient(failed('value out of range', code))]).toEqual([code, false])
  expect(isTransient('connection')).toBe(false)
  expect([isLockTimeout(failed('', '55P03')), isLockTimeout(failed('', '57014'))]).toEqual([true, false])
})
