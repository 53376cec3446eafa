export interface RegistrationForm {
  username: string
  password: string
  again: string
  email: string
  referralCode: string
}
export type FieldProblem = 'required' | 'tooShort' | 'tooLong' | 'username' | 'mismatch' | 'email'
export type Problems = Partial<Record<keyof RegistrationForm, { problem: FieldProblem; size?: number }>>

const shortest = 3
const longest = 32

/** Checks what the browser can check. The server checks again and knows which names are taken. */
export function checkNewUser(user: RegistrationForm, passwordMinLength: number): Problems {
  const problems: Problems = {}
  const name = user.username.trim()
  if (name === '') problems.username = { problem: 'required' }
  else if (name.length < shortest) problems.username = { problem: 'tooShort', size: shortest }
  else if (name.length > longest) problems.username = { problem: 'tooLong', size: longest }
  else if (/[@\s]/.test(name)) problems.username = { problem: 'username' }
  if (user.password === '') problems.password = { problem: 'required' }
  else if (user.password.length < passwordMinLength) problems.password = { problem: 'tooShort', size: passwordMinLength }
  if (user.again === '') problems.again = { problem: 'required' }
  else if (user.again !== user.password) problems.again = { problem: 'mismatch' }
  const email = user.email.trim()
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) problems.email = { problem: 'email' }
  return problems
}
