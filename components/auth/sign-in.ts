'use client'
import { signIn } from 'next-auth/react'

export type SignIn = { ok: true } | { ok: false; code: string }

/** Starts the browser's session; the code says why not. */
export async function signInWithPassword(username: string, password: string): Promise<SignIn> {
  const answer = await signIn('credentials', { username, password, redirect: false }).catch(() => undefined)
  if (answer?.ok && !answer.error) return { ok: true }
  if (!answer) return { ok: false, code: 'network' }
  return { ok: false, code: answer.error === 'CredentialsSignin' || !answer.error ? 'wrong_credentials' : answer.error }
}
